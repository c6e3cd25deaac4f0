"""A chat goes to whoever can take it, and nobody's part in it is forgotten."""

from __future__ import annotations

import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from chat import handoff
from chat.actions import accept_chat, close_chat, open_chat, route, set_presence, transfer_chat
from chat.actions.rescue import rescue_deserted, rescue_waiting
from chat.choices import EndReason, PresenceStatus, State
from chat.errors import AtCapacity, CannotTake, ChatClosed, NobodyThere
from chat.models import Chat, Offer, Participation, Presence
from helpdesk.errors import DomainError
from helpdesk.people.choices import Role
from helpdesk.people.models import Desk, Membership, ServiceHours, Team, User
from tests.chat.conftest import MakeAgent
from tickets.models import Contact, Ticket


@pytest.fixture
def mikko(make_agent: MakeAgent) -> User:
    return make_agent("mikko")


@pytest.fixture
def mine(opened: Any, agent: User) -> Chat:
    return accept_chat(opened.chat.pk, agent=agent)


def hand_over(chat: Chat, by: User, **to: Any) -> None:
    transfer_chat(chat.pk, by=by, client_id=uuid.uuid4(), note="Please", **to)


def parts() -> list[tuple[str, str, bool]]:
    """Who was in the chat, how they came, and whether they still are."""
    rows = Participation.objects.select_related("agent").order_by("starts_at", "pk")
    return [(row.agent.username, row.via, row.ends_at is None) for row in rows]


def holder(chat: Chat) -> tuple[str, User | None]:
    found = Chat.objects.get(pk=chat.pk)
    return found.state, found.agent


@pytest.mark.parametrize(
    ("case", "refusal", "why"),
    [
        ("just left", NobodyThere, {}),
        ("console silent", NobodyThere, {}),
        ("full", AtCapacity, {}),
        ("relieved", AtCapacity, {}),
        ("of another team", CannotTake, {"why": "team"}),
        ("speaks another language", CannotTake, {"why": "language"}),
        ("team takes no more", AtCapacity, {}),
    ],
)
def test_an_agent_who_cannot_take_it_is_not_given_it(
    mine: Chat,
    agent: User,
    mikko: User,
    team: Team,
    case: str,
    refusal: type[DomainError],
    why: dict[str, str],
) -> None:
    theirs = Presence.objects.filter(user=mikko)
    if case == "just left":
        set_presence(mikko, status=PresenceStatus.OFFLINE)
    if case == "console silent":
        theirs.update(seen_at=timezone.now() - timedelta(seconds=61))
    if case in ("full", "relieved", "team takes no more"):
        accept_chat(open_chat(question="x", language="en").chat.pk, agent=mikko)
    if case == "full":
        theirs.update(capacity=1)
    if case == "relieved":
        theirs.update(capacity=2, relieved=1)
    if case == "of another team":
        Chat.objects.update(team=team)
    if case == "speaks another language":
        User.objects.filter(pk=mikko.pk).update(chat_languages=["fi"])
        mikko.refresh_from_db()
    if case == "team takes no more":
        Membership.objects.create(team=team, user=mikko, capacity=1)
        Chat.objects.update(team=team)

    with pytest.raises(refusal) as refused:
        hand_over(mine, agent, agent=mikko)

    assert refused.value.details == why
    assert holder(mine) == (State.ACTIVE, agent)
    assert parts()[0] == ("anna", "pick", True)


def test_a_supervisor_takes_chats_of_any_team(
    mine: Chat, agent: User, make_agent: MakeAgent, team: Team
) -> None:
    Chat.objects.update(team=team)
    supervisor = make_agent("sari", role=Role.SUPERVISOR)

    hand_over(mine, agent, agent=supervisor)

    assert holder(mine) == (State.ACTIVE, supervisor)


def test_a_team_of_which_only_the_giver_is_here_is_nobody(
    mine: Chat, agent: User, team: Team
) -> None:
    Membership.objects.create(team=team, user=agent)

    with pytest.raises(NobodyThere):
        hand_over(mine, agent, team=team)


def test_a_team_that_cannot_talk_with_the_visitor_does_not_get_the_chat(
    mine: Chat, agent: User, mikko: User, team: Team
) -> None:
    User.objects.filter(pk=mikko.pk).update(chat_languages=["fi"])
    Membership.objects.create(team=team, user=mikko)

    with pytest.raises(CannotTake):
        hand_over(mine, agent, team=team)


def test_a_chat_given_to_a_team_is_not_offered_back_to_the_giver(
    mine: Chat, agent: User, mikko: User, team: Team
) -> None:
    for user in (agent, mikko):
        Membership.objects.create(team=team, user=user)
    accept_chat(open_chat(question="x", language="en").chat.pk, agent=mikko)

    hand_over(mine, agent, team=team)
    route()

    assert Offer.objects.get(chat=mine).agent == mikko


def test_each_agents_part_has_its_beginning_and_end(
    mine: Chat, agent: User, mikko: User, team: Team
) -> None:
    Membership.objects.create(team=team, user=agent)
    hand_over(mine, agent, agent=mikko)
    hand_over(mine, mikko, team=team)
    route()
    accept_chat(mine.pk, agent=agent)
    close_chat(mine.pk, reason=EndReason.AGENT, agent=agent)

    assert parts() == [
        ("anna", "pick", False),
        ("mikko", "transfer", False),
        ("anna", "offer", False),
    ]


def test_an_agent_who_vanished_is_no_longer_in_the_chat(
    mine: Chat, agent: User, mikko: User
) -> None:
    Presence.objects.filter(user=agent).update(seen_at=timezone.now() - timedelta(seconds=121))

    rescue_deserted()
    route()

    assert parts() == [("anna", "pick", False)]
    assert Offer.objects.get().agent == mikko


@pytest.mark.parametrize(("grace_s", "silent_s", "goes_on"), [(60, 121, False), (300, 121, True)])
def test_a_lost_agents_chats_wait_as_long_as_the_team_says(
    mine: Chat, agent: User, mikko: User, team: Team, grace_s: int, silent_s: int, goes_on: bool
) -> None:
    Team.objects.update(agent_grace_seconds=grace_s)
    Chat.objects.update(team=team)
    Presence.objects.filter(user=agent).update(seen_at=timezone.now() - timedelta(seconds=silent_s))

    rescue_deserted()

    assert holder(mine) == ((State.ACTIVE, agent) if goes_on else (State.WAITING, None))


def test_a_chat_that_nobody_of_its_team_sees_says_so_in_its_history(
    opened: Any, agent: User, team: Team
) -> None:
    Chat.objects.update(team=team)

    rescue_waiting()

    entry = opened.chat.events.get(kind="passed_on")
    assert (entry.data, entry.is_internal) == (
        {"team": "First line", "why": "nobody_of_team"},
        True,
    )


def test_a_ticket_whose_contact_went_from_one_to_another_twice_stays_with_the_last(
    mine: Chat, agent: User, mikko: User
) -> None:
    hand_over(mine, agent, agent=mikko)
    hand_over(mine, mikko, agent=agent)
    close_chat(mine.pk, reason=EndReason.AGENT, agent=agent)

    handoff.open_ticket_for(mine.pk)

    ticket = Ticket.objects.get()
    assert (ticket.assignee, ticket.keeps_assignee) == (agent, True)


def test_transfers_count_over_channels_through_the_ticket(
    desk: Desk, agent: User, mikko: User
) -> None:
    ticket = None
    for _ in range(2):
        opened = open_chat(question="x", language="en", name="Aino", email="aino@uni.example")
        chat = accept_chat(opened.chat.pk, agent=agent)
        hand_over(chat, agent, agent=mikko)
        close_chat(
            chat.pk,
            reason=EndReason.AGENT,
            agent=mikko,
            ticket=ticket and ticket.pk,
            outcome="open",
        )
        ticket = handoff.open_ticket_for(chat.pk)
        kept = Ticket.objects.get().keeps_assignee

    assert list(Contact.objects.values_list("transfers", flat=True)) == [1, 1]
    assert (kept, Ticket.objects.get().assignee) == (True, mikko)


@pytest.mark.django_db(transaction=True)
def test_when_supervisor_and_agent_close_at_once_the_chat_ends_once(
    mine: Chat, agent: User, make_agent: MakeAgent
) -> None:
    supervisor = make_agent("sari", role=Role.SUPERVISOR)

    def close(user: User) -> str:
        try:
            close_chat(
                mine.pk,
                reason=EndReason.AGENT,
                agent=user,
                client_id=uuid.uuid4(),
                outcome="solved",
            )
        except ChatClosed:
            return "too late"
        finally:
            connection.close()
        return "closed"

    with ThreadPoolExecutor(2) as hands:
        answers = sorted(hands.map(close, (agent, supervisor)))

    assert answers == ["closed", "too late"]
    assert mine.events.filter(kind="closed").count() == 1
    assert Participation.objects.running().count() == 0


@pytest.mark.django_db(transaction=True)
def test_two_who_hand_over_at_once_fill_one_place_once(
    desk: Desk, agent: User, make_agent: MakeAgent
) -> None:
    mikko = make_agent("mikko", capacity=1)
    chats = [
        accept_chat(open_chat(question=str(n), language="en").chat.pk, agent=agent)
        for n in range(2)
    ]

    def give(chat: Chat) -> bool:
        try:
            hand_over(chat, agent, agent=mikko)
        except AtCapacity:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(2) as hands:
        answers = sorted(hands.map(give, chats))

    assert answers == [False, True]
    assert Chat.objects.active().filter(agent=mikko).count() == 1


def test_hours_that_change_during_the_day_take_nothing_from_who_is_in(
    opened: Any, agent: User
) -> None:
    ServiceHours.objects.all().delete()

    route()
    rescue_waiting()
    accept_chat(opened.chat.pk, agent=agent)

    assert holder(opened.chat) == (State.ACTIVE, agent)
    assert Offer.objects.get().end == "accepted"
