"""What holds for the rows of a demo. They are made once, and only read."""

import hashlib
from datetime import date, timedelta

import pytest
from django.db.models import Exists, F, OuterRef, Q

from chat.models import Chat, Event, RefusedAttempt
from helpdesk.demo.chats import WHOLE
from helpdesk.demo.clock import midnight
from helpdesk.people.calendars import desk_calendar
from helpdesk.people.hours import is_open
from helpdesk.people.models import Desk, Holiday, Membership, Team, User
from reports.kept_hours import Staffed
from reports.periods import Period
from reports.promised import DESK, read_promise, stretches_of
from tests.helpdesk.demo.conftest import TODAY
from tickets.choices import UNSOLVED, Channel, CommentKind, Outcome, Status
from tickets.models import Article, Attachment, Comment, Contact, Ticket, TicketEvent, Topic

pytestmark = pytest.mark.usefixtures("kept_demo")


def test_the_story_ends_before_today() -> None:
    today = midnight(TODAY)

    assert not Contact.objects.filter(
        Q(started_at__gte=today) | Q(first_reply_at__gte=today) | Q(ended_at__gte=today)
    ).exists()
    assert not Ticket.objects.filter(
        Q(updated_at__gte=today) | Q(solved_at__gte=today) | Q(closed_at__gte=today)
    ).exists()
    assert not Comment.objects.filter(created_at__gte=today).exists()
    assert not TicketEvent.objects.filter(at__gte=today).exists()


def test_every_contact_belongs_to_a_ticket_of_its_person() -> None:
    assert not Contact.objects.filter(ticket=None).exists()
    assert not Contact.objects.exclude(requester=F("ticket__requester")).exists()
    assert not Ticket.objects.filter(contacts=None).exists()


def test_a_ticket_begins_with_its_first_contact() -> None:
    for ticket in Ticket.objects.prefetch_related("contacts"):
        first = min(ticket.contacts.all(), key=lambda contact: contact.started_at)
        assert (ticket.created_at, ticket.origin_channel) == (first.started_at, first.channel)


def test_some_tickets_gather_two_or_three_contacts() -> None:
    sizes = {ticket.contacts.count() for ticket in Ticket.objects.prefetch_related("contacts")}

    assert sizes == {1, 2, 3}


def test_a_status_and_its_times_agree() -> None:
    assert not Ticket.objects.filter(
        Q(status=Status.CLOSED) & Q(closed_at=None)
        | ~Q(status=Status.CLOSED) & Q(closed_at__isnull=False)
        | Q(status__in=(Status.SOLVED, Status.CLOSED)) & Q(solved_at=None)
        | Q(status__in=UNSOLVED) & Q(solved_at__isnull=False)
    ).exists()


def test_the_history_of_a_ticket_leads_to_where_it_stands() -> None:
    for ticket in Ticket.objects.prefetch_related("events"):
        opened, *later = ticket.events.all()
        status = opened.data["status"]
        for event in later:
            if event.kind == "status":
                assert event.data["from"] == status
                status = event.data["to"]
        assert (opened.kind, status) == ("opened", ticket.status)


def test_people_at_the_desk_answered_calls_and_chats() -> None:
    unanswered = Contact.objects.filter(
        channel__in=(Channel.PHONE, Channel.CHAT, Channel.WALK_IN), agent=None
    )

    assert {(contact.channel, contact.first_reply_at) for contact in unanswered} == {
        (Channel.CHAT, None)
    }
    assert {contact.outcome for contact in unanswered} <= {Outcome.ABANDONED, Outcome.MISSED}
    teams = Membership.objects.filter(team=OuterRef("team"), user=OuterRef("agent"))
    assert not Contact.objects.exclude(agent=None).exclude(Exists(teams)).exists()


def test_nobody_is_owed_a_mail_or_a_ticket() -> None:
    assert not Comment.objects.exclude(send_to="").exists()
    assert not Chat.objects.owed_a_ticket().exists()


def test_every_contact_has_left_words_in_its_ticket() -> None:
    silent = Contact.objects.filter(comments=None)
    chats = Contact.objects.filter(channel=Channel.CHAT)

    assert not silent.exists()
    assert Comment.objects.filter(kind=CommentKind.TRANSCRIPT).count() == chats.count()


def test_the_latest_chats_have_their_logs_and_transcripts() -> None:
    for chat in Chat.objects.select_related("contact"):
        numbers = list(Event.objects.filter(chat=chat).values_list("seq", flat=True))
        files = Attachment.objects.filter(contact=chat.contact)
        told = files.get(name="transcript.txt")
        comment = chat.contact.comments.get(kind=CommentKind.TRANSCRIPT)
        assert numbers == list(range(1, chat.head + 1))
        assert sorted(file.name for file in files) == ["transcript.json", "transcript.txt"]
        assert bytes(told.content).decode() == comment.body
        assert told.sha256 == hashlib.sha256(comment.body.encode()).hexdigest()
    assert Chat.objects.count() == min(WHOLE, Contact.objects.filter(channel=Channel.CHAT).count())


def test_the_desk_has_people_topics_and_instructions() -> None:
    desk = Desk.current()
    assert (desk.time_zone, desk.phone_goal_percent) == ("Europe/Helsinki", 10)
    assert desk.phone_goal_date == date(2027, 12, 31)
    assert User.objects.filter(role="agent", is_superuser=False).count() == 6
    assert User.objects.get(is_superuser=True).username == "admin"
    assert Team.objects.count() == 4
    assert not Team.objects.filter(members=None).exists()
    assert not Topic.objects.filter(team=None).exists()
    assert Article.objects.count() == 3 * 20
    assert not Article.objects.filter(topic=None).exists()


def test_the_desk_is_open_at_any_hour_for_those_who_try_it() -> None:
    calendar = desk_calendar()
    christmas = midnight(date(2026, 12, 25)) + timedelta(hours=3)

    assert Holiday.objects.get(day=date(2026, 12, 25)).name == "Joulupäivä"
    assert is_open(calendar, christmas)
    assert is_open(calendar, midnight(date(2026, 11, 22)))


def test_until_yesterday_it_promised_the_hours_in_which_its_people_were_there() -> None:
    calendar = desk_calendar()
    asked = Contact.objects.filter(channel=Channel.CHAT, chat__isnull=False, agent__isnull=False)
    tried = RefusedAttempt.objects.filter(reason="hours")

    assert [one for one in asked if not is_open(calendar, one.started_at)] == []
    assert [one for one in tried if is_open(calendar, one.at)] == []
    assert not is_open(calendar, midnight(date(2026, 11, 21)) + timedelta(hours=12))
    friday = midnight(date(2026, 11, 20))
    assert [hour for hour in range(24) if is_open(calendar, friday + timedelta(hours=hour))] == [
        *range(8, 15)
    ]


def test_the_demos_desk_kept_nearly_all_of_the_hours_that_it_promised() -> None:
    promise = read_promise(Desk.current())
    assert promise.began is not None
    days = Period(promise.began.astimezone(promise.zone).date(), TODAY - timedelta(days=1))
    kept = Staffed()
    for line, found in stretches_of(promise, days, team=DESK):
        for stretch in found:
            kept.add(stretch, line.least)

    assert kept.share(kept.kept_ms) == 100
