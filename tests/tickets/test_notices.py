"""What an agent learns of without looking for it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from helpdesk.people.models import Membership, Requester, Team, User
from tests.tickets.conftest import MakeContact, MakeTicket
from tests.tickets.mail.letters import raw
from tickets.actions import (
    add_comment,
    assign_ticket,
    attach_contact,
    move_ticket,
    open_ticket,
    receive_email,
    reply_to_requester,
    see_events,
)
from tickets.models import Ticket, TicketEvent
from tickets.notices import notices_for

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk")]


@pytest.fixture
def colleague(db: None) -> User:
    return User.objects.create_user("bo", "bo@desk.example", first_name="Bo")


@pytest.fixture
def member(agent: User, team: Team) -> User:
    Membership.objects.create(user=agent, team=team)
    return agent


@pytest.fixture
def other_team(db: None) -> Team:
    return Team.objects.create(name="Second line", slug="second-line")


@pytest.fixture
def mine(ticket: Ticket, agent: User, team: Team) -> Ticket:
    return assign_ticket(ticket, assignee=agent, team=team, actor=agent)


def told(user: User) -> list[tuple[int, str]]:
    return [(each.ticket.pk, each.words) for each in notices_for(user) if each.is_new]


def say(ticket: Ticket, words: str = "It still burns") -> None:
    add_comment(ticket, kind="message", body=words)


def note(ticket: Ticket, author: User, words: str) -> None:
    add_comment(ticket, kind="note", body=words, author=author)


def test_a_colleague_assigns_a_ticket(ticket: Ticket, agent: User, colleague: User) -> None:
    assign_ticket(ticket, assignee=agent, actor=colleague)

    assert told(agent) == [(ticket.pk, "Bo assigned it to you")]


def test_what_went_on_to_somebody_else_is_no_news(
    ticket: Ticket, agent: User, colleague: User
) -> None:
    assign_ticket(ticket, assignee=agent, actor=colleague)
    assign_ticket(ticket, assignee=colleague, actor=colleague)

    assert told(agent) == []


def test_ones_own_deeds_are_no_news(ticket: Ticket, member: User) -> None:
    assign_ticket(ticket, assignee=member, actor=member)
    note(ticket, member, "Remember @anna")
    move_ticket(ticket, to="open", actor=member)

    assert told(member) == []


def test_the_requester_answers(mine: Ticket, agent: User) -> None:
    say(mine)

    assert told(agent) == [(mine.pk, "Aino Kallio answered")]


def test_a_mail_is_told_once(mine: Ticket, agent: User) -> None:
    receive_email(raw("Again", Subject=f"Re: [#{mine.pk}] Printer on fire"))

    assert told(agent) == [(mine.pk, "Aino Kallio answered")]


def test_a_call_or_a_chat_joins(
    mine: Ticket, agent: User, colleague: User, make_contact: MakeContact
) -> None:
    attach_contact(make_contact(channel="phone"), ticket=mine, actor=colleague)

    assert told(agent) == [(mine.pk, "Aino Kallio came back: Phone")]


def test_several_answers_are_one_notice(mine: Ticket, agent: User) -> None:
    say(mine)
    say(mine, "Smoke, too")

    assert told(agent) == [(mine.pk, "Aino Kallio answered")]


def test_what_was_said_before_it_was_given_is_not_told_twice(
    ticket: Ticket, agent: User, colleague: User
) -> None:
    say(ticket)
    assign_ticket(ticket, assignee=agent, actor=colleague)

    assert told(agent) == [(ticket.pk, "Bo assigned it to you")]


def test_what_one_answered_oneself_is_known(mine: Ticket, agent: User) -> None:
    say(mine)
    reply_to_requester(mine, author=agent, body="On our way", key=uuid4())

    assert told(agent) == []


def test_a_colleagues_solving_ends_it(mine: Ticket, agent: User, colleague: User) -> None:
    say(mine)
    move_ticket(mine, to="solved", actor=colleague)

    assert told(agent) == []


def test_nobody_holds_a_new_ticket_of_the_team(
    make_ticket: MakeTicket, team: Team, member: User
) -> None:
    new = make_ticket(team=team)
    say(new)

    assert told(member) == [(new.pk, "Aino Kallio asked, nobody holds it")]


def test_somebody_answers_where_nobody_holds(
    make_ticket: MakeTicket, team: Team, member: User
) -> None:
    new = make_ticket(team=team)
    see_events(member, events=list(new.events.values_list("pk", flat=True)))
    say(new)

    assert told(member) == [(new.pk, "Aino Kallio answered, nobody holds it")]


def test_what_a_colleague_took_concerns_nobody_else(
    make_ticket: MakeTicket, team: Team, member: User, colleague: User
) -> None:
    new = make_ticket(team=team)
    assign_ticket(new, assignee=colleague, actor=colleague)
    say(new)

    assert told(member) == []


def test_another_teams_tickets_are_its_own(
    make_ticket: MakeTicket, other_team: Team, member: User
) -> None:
    make_ticket(team=other_team)

    assert told(member) == []


def test_what_belongs_to_no_team_concerns_everybody(ticket: Ticket, colleague: User) -> None:
    assert told(colleague) == [(ticket.pk, "Aino Kallio asked, nobody holds it")]


@pytest.mark.parametrize("words", ["@anna, look", "Ask (@ANNA).", "see @anna"])
def test_a_colleague_names_somebody_in_a_note(
    words: str, make_ticket: MakeTicket, other_team: Team, agent: User, colleague: User
) -> None:
    ticket = make_ticket(team=other_team, status="solved")

    note(ticket, colleague, words)

    assert told(agent) == [(ticket.pk, "Bo named you in a note")]


@pytest.mark.parametrize("words", ["mail anna@uni.example", "@annabel", "anna", "@ anna"])
def test_other_words_name_nobody(
    words: str, make_ticket: MakeTicket, other_team: Team, agent: User, colleague: User
) -> None:
    note(make_ticket(team=other_team), colleague, words)

    assert told(agent) == []


def test_a_requester_names_nobody(make_ticket: MakeTicket, other_team: Team, agent: User) -> None:
    ticket = make_ticket(team=other_team)
    say(ticket, "Give it to @anna")

    assert told(agent) == []
    assert "named" not in ticket.events.get(kind="comment").data


def test_what_was_seen_is_known_and_still_shown(mine: Ticket, agent: User) -> None:
    say(mine)
    seen = notices_for(agent)[0].events

    see_events(agent, events=seen)

    (notice,) = notices_for(agent)
    assert (notice.is_new, notice.words) == (False, "Aino Kallio answered")


def test_what_comes_after_it_was_seen_is_new(mine: Ticket, agent: User) -> None:
    say(mine)
    see_events(agent, events=notices_for(agent)[0].events)
    say(mine, "Smoke")

    assert [each.is_new for each in notices_for(agent)] == [True, False]


def test_a_mark_never_goes_back(mine: Ticket, agent: User) -> None:
    say(mine)
    old = notices_for(agent)[0].events
    say(mine, "Smoke")
    see_events(agent, events=notices_for(agent)[0].events)

    see_events(agent, events=old)

    assert told(agent) == []


def test_what_one_sees_another_may_not_have_seen(
    make_ticket: MakeTicket, agent: User, colleague: User
) -> None:
    ticket = make_ticket()
    see_events(agent, events=[event.pk for event in ticket.events.all()])

    assert (len(told(agent)), len(told(colleague))) == (0, 1)


def test_nothing_is_new_of_the_ticket_that_one_looks_at(mine: Ticket, agent: User) -> None:
    say(mine)

    assert [each.is_new for each in notices_for(agent, here=mine.pk)] == [False]


def test_old_happenings_are_no_news(mine: Ticket, agent: User, colleague: User) -> None:
    say(mine)
    note(mine, colleague, "@anna")
    past = timezone.now() - timedelta(days=15)
    TicketEvent.objects.update(at=past)
    Ticket.objects.update(updated_at=past)

    assert notices_for(agent) == []


def test_whoever_left_is_told_of_nothing(mine: Ticket, agent: User) -> None:
    say(mine)
    agent.is_active = False

    assert notices_for(agent) == []


@pytest.mark.parametrize("count", [1, 3])
def test_it_takes_one_query(
    count: int, make_ticket: MakeTicket, agent: User, django_assert_num_queries: Any
) -> None:
    for _number in range(count):
        say(assign_ticket(make_ticket(), assignee=agent, actor=agent))

    with django_assert_num_queries(1):
        assert len(told(agent)) == count


def test_an_erased_person_is_named_by_nobody(
    mine: Ticket, agent: User, requester: Requester
) -> None:
    say(mine)
    Requester.objects.filter(pk=requester.pk).update(
        name="", email="", phone="", login="", erased_at=timezone.now()
    )

    assert told(agent) == [(mine.pk, "Erased person answered")]


def test_a_ticket_opened_by_a_colleague_for_the_team_is_told(
    make_contact: MakeContact, team: Team, member: User, colleague: User
) -> None:
    opened = open_ticket(make_contact(team=team, channel="phone"), subject="VPN", actor=colleague)

    assert told(member) == [(opened.pk, "Aino Kallio asked, nobody holds it")]
