"""A crowd of made-up contacts is as large as wished, whole, and never mixed with real ones."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Count, F, Max, Min
from django.utils import timezone

from chat.models import Chat, Event, Participation, PresenceSpan, RefusedAttempt
from helpdesk.people.models import Desk, Team, User
from reports.models import DirtyMark
from tickets.choices import Channel
from tickets.models import Contact, Ticket, Topic

pytestmark = pytest.mark.django_db


def make(contacts: int = 1000, **options: object) -> None:
    call_command("make_contacts", str(contacts), years=2, verbosity=0, **options)


def facts() -> list[tuple[object, ...]]:
    names = ("channel", "started_at", "first_reply_at", "ended_at", "outcome", "satisfaction")
    return list(Contact.objects.order_by("pk").values_list(*names))


def test_there_are_as_many_as_wished_by_every_channel_up_to_yesterday():
    make()

    today = timezone.localdate(timezone=Desk().zone)
    found = Contact.objects.aggregate(Count("pk"), Min("started_at"), Max("started_at"))
    first, last = (
        found[f"started_at__{end}"].astimezone(Desk().zone).date() for end in ("min", "max")
    )
    assert found["pk__count"] == 1000
    assert today - timedelta(days=731) < first < last < today
    assert set(Contact.objects.values_list("channel", flat=True)) == set(Channel.values)


def test_its_facts_agree_with_each_other():
    make()

    contacts = Contact.objects.all()
    assert contacts.filter(first_reply_at__lt=F("started_at")).count() == 0
    assert contacts.filter(ended_at__lt=F("first_reply_at")).count() == 0
    lost = contacts.filter(outcome__in=("abandoned", "missed"))
    assert lost.filter(first_reply_at__isnull=False).count() == 0
    assert contacts.filter(satisfaction__isnull=False, first_reply_at__isnull=True).count() == 0
    assert contacts.exclude(alternative="").exclude(channel="chat").count() == 0
    assert contacts.filter(bounces__gt=0, transfers__lt=2).count() == 0


def test_tickets_have_the_channel_and_person_of_the_contact_that_opened_them():
    make()

    firsts = Contact.objects.filter(ticket__isnull=False).order_by("ticket_id", "pk")
    opening = firsts.distinct("ticket_id").select_related("ticket")
    assert {each.channel == each.ticket.origin_channel for each in opening} == {True}
    assert opening.count() == Ticket.objects.count() > 300
    assert firsts.exclude(requester=None).exclude(requester=F("ticket__requester")).count() == 0


def test_each_chat_of_the_last_two_years_has_its_chat_and_the_latest_their_log():
    make()

    assert Chat.objects.count() == Contact.objects.filter(channel="chat").count()
    logged = Chat.objects.filter(pk__in=Event.objects.values("chat_id"))
    assert logged.count() == Participation.objects.count() > 0
    assert Chat.objects.owed_a_ticket().count() == 0


def test_teams_topics_and_agents_are_made_where_there_are_none():
    make()

    assert (Team.objects.count(), Topic.objects.count(), User.objects.count()) == (8, 48, 40)
    assert PresenceSpan.objects.filter(ends_at__isnull=True).count() == 0
    assert RefusedAttempt.objects.count() > 0


def test_those_of_the_desk_are_used_where_there_are():
    team = Team.objects.create(name="First line", slug="first-line")
    topic = Topic.objects.create(slug="wifi", name_en="Wi-Fi", name_fi="wifi", name_sv="wifi")

    make()

    assert set(Contact.objects.values_list("team", "topic")) <= {
        (team.pk, topic.pk),
        (team.pk, None),
        (None, topic.pk),
        (None, None),
    }


def test_the_same_seed_gives_the_same_contacts_and_another_does_not():
    make(300, seed=5)
    first = facts()
    Contact.objects.update(ticket=None)
    Event.objects.all().delete()
    Chat.objects.all().delete()
    Contact.objects.all().delete()

    make(300, seed=5)
    again = facts()
    make(300, seed=6, add=True)

    assert again == first
    assert facts()[300:] != first


def test_a_desk_with_contacts_is_left_alone_unless_they_may_be_added():
    Contact.objects.create(channel="phone")

    with pytest.raises(CommandError, match="has contacts already: nothing was made"):
        make()

    assert (Contact.objects.count(), Team.objects.count()) == (1, 0)

    make(100, add=True)

    assert Contact.objects.count() == 101


def test_reports_count_the_new_days_anew():
    make(100)

    assert DirtyMark.objects.exists()


@pytest.mark.parametrize("number", ["0", "-5", "many"])
def test_fewer_than_one_cannot_be_made(number: str):
    with pytest.raises(CommandError):
        make(number)
