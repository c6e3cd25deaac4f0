"""Waiting chats are shown to one agent after the other."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from chat.actions import accept_chat, close_chat, decline_offer, open_chat, route, set_presence
from chat.actions.offer import ROUTING
from chat.choices import AwayReason, EndReason, OfferEnd, PresenceStatus, State
from chat.errors import UnknownChat
from chat.models import Chat, Offer, Presence, Skill
from helpdesk.people.choices import Routing
from helpdesk.people.models import Desk, Membership, Team, User
from tests.chat.conftest import MakeAgent
from tickets.models import Topic


def ask(question: str = "Hello?", **more: Any) -> Chat:
    return open_chat(**{"question": question, "language": "en", **more}).chat


def shown() -> dict[Any, str]:
    """Which chats are shown to whom."""
    return {offer.chat_id: offer.agent.username for offer in Offer.objects.running()}


def ends() -> list[tuple[str, str]]:
    return [(offer.agent.username, offer.end) for offer in Offer.objects.order_by("pk")]


def told(chat: Chat) -> list[tuple[str, dict[str, Any]]]:
    """What the log says of offers."""
    rows = chat.events.filter(is_internal=True).order_by("seq")
    return [(row.kind, row.data) for row in rows]


def let_time_pass(seconds: float) -> None:
    """Moves what is stored into the past."""
    back = timedelta(seconds=seconds)
    for row in Offer.objects.all():
        row.offered_at, row.expires_at = row.offered_at - back, row.expires_at - back
        row.ended_at = row.ended_at and row.ended_at - back
        row.save()
    for chat in Chat.objects.all():
        chat.opened_at, chat.queued_at = chat.opened_at - back, chat.queued_at - back
        chat.save()
    for presence in Presence.objects.all():
        presence.since -= back
        presence.save()


@pytest.fixture
def settled(agent: User) -> User:
    """An agent who has been online for long."""
    Presence.objects.update(since=timezone.now() - timedelta(hours=1))
    return agent


@pytest.fixture
def mikko(make_agent: MakeAgent) -> User:
    return make_agent("mikko")


def test_a_waiting_chat_is_shown_to_one_agent_and_its_history_says_so(
    desk: Desk, agent: User
) -> None:
    chat = ask()

    route()
    route()

    offer = Offer.objects.get()
    assert (offer.chat, offer.agent, offer.end) == (chat, agent, "")
    assert offer.expires_at == chat.opened_at + timedelta(seconds=10)  # the promise breaks
    assert told(chat) == [("offered", {"agent": "Anna", "without": []})]


def test_an_offer_without_an_answer_goes_on_to_the_next(
    desk: Desk, agent: User, mikko: User
) -> None:
    chat = ask()
    route()
    let_time_pass(10)

    route()

    assert ends() == [("anna", OfferEnd.EXPIRED), ("mikko", "")]
    assert told(chat)[1:] == [
        ("passed_on", {"agent": "Anna", "why": "no_answer", "after_s": 10}),
        ("offered", {"agent": "Mikko", "without": []}),
    ]


def test_a_broken_promise_takes_no_offer_from_the_only_one_who_could_answer(
    desk: Desk, agent: User
) -> None:
    chat = ask()
    route()
    let_time_pass(10)

    route()

    offer = Offer.objects.get()
    assert (offer.end, offer.expires_at - offer.offered_at) == ("", timedelta(seconds=20))
    let_time_pass(10)
    route()
    assert [kind for kind, _ in told(chat)] == ["offered", "passed_on"]


def test_whoever_let_it_pass_is_asked_again_after_a_while(desk: Desk, settled: User) -> None:
    ask()
    route()
    let_time_pass(21)
    route()
    let_time_pass(15)

    route()

    assert ends() == [("anna", OfferEnd.EXPIRED), ("anna", "")]


def test_declining_asks_the_next_at_once(desk: Desk, agent: User, mikko: User) -> None:
    chat = ask()
    route()

    decline_offer(chat.pk, agent=agent)
    decline_offer(chat.pk, agent=agent)
    route()

    assert ends() == [("anna", OfferEnd.DECLINED), ("mikko", "")]


def test_one_can_only_decline_what_one_was_shown(desk: Desk, agent: User, mikko: User) -> None:
    chat = ask()
    route()

    with pytest.raises(UnknownChat):
        decline_offer(chat.pk, agent=mikko)

    assert shown() == {chat.pk: "anna"}


def test_accepting_answers_the_offer(desk: Desk, agent: User) -> None:
    chat = ask()
    route()

    accept_chat(chat.pk, agent=agent)

    assert ends() == [("anna", OfferEnd.ACCEPTED)]
    assert chat.participations.get().via == "offer"


def test_whoever_picks_a_chat_shown_to_another_takes_the_offer_from_them(
    desk: Desk, agent: User, mikko: User
) -> None:
    chat = ask()
    route()

    accept_chat(chat.pk, agent=mikko)

    assert ends() == [("anna", OfferEnd.WITHDRAWN)]
    assert chat.participations.get().via == "pick"


def test_accepting_at_the_very_moment_of_expiry_gets_the_chat(
    desk: Desk, agent: User, mikko: User
) -> None:
    chat = ask()
    route()
    let_time_pass(20)
    route()

    accept_chat(chat.pk, agent=agent)
    route()

    assert ends() == [("anna", OfferEnd.EXPIRED), ("mikko", OfferEnd.WITHDRAWN)]
    assert Chat.objects.get().agent == agent


@pytest.mark.django_db(transaction=True)
def test_expiry_and_acceptance_at_once_leave_one_of_both(
    desk: Desk, agent: User, mikko: User
) -> None:
    chats = [ask(str(n)) for n in range(4)]
    route()
    let_time_pass(20)
    before = {offer.chat_id: offer.agent for offer in Offer.objects.running()}

    def accept(chat: Chat) -> None:
        try:
            accept_chat(chat.pk, agent=before[chat.pk])
        finally:
            connection.close()

    def sweep() -> None:
        try:
            route()
        finally:
            connection.close()

    with ThreadPoolExecutor(5) as hands:
        routed = hands.submit(sweep)
        list(hands.map(accept, [chat for chat in chats if chat.pk in before]))
        routed.result()

    taken = {chat.pk: chat.agent for chat in Chat.objects.active()}
    assert taken == before
    assert not Offer.objects.running().filter(chat__in=taken).exists()


@pytest.mark.parametrize("status", [PresenceStatus.OFFLINE, PresenceStatus.AWAY])
def test_an_agent_who_leaves_while_a_chat_is_shown_loses_it_to_the_next(
    desk: Desk, agent: User, mikko: User, status: PresenceStatus
) -> None:
    chat = ask()
    route()

    set_presence(agent, status=status)
    route()

    assert ends() == [("anna", OfferEnd.WITHDRAWN), ("mikko", "")]
    assert told(chat)[1][1]["why"] == "withdrawn"


def test_an_agent_whose_console_fell_silent_loses_the_offer(
    desk: Desk, agent: User, mikko: User
) -> None:
    ask()
    route()
    Presence.objects.filter(user=agent).update(seen_at=timezone.now() - timedelta(seconds=61))

    route()

    assert ends() == [("anna", OfferEnd.WITHDRAWN), ("mikko", "")]


def test_when_the_last_agent_leaves_the_offer_ends_with_the_chat(desk: Desk, agent: User) -> None:
    chat = ask()
    route()

    set_presence(agent, status=PresenceStatus.OFFLINE)

    assert ends() == [("anna", OfferEnd.WITHDRAWN)]
    assert Chat.objects.get(pk=chat.pk).end_reason == EndReason.NOBODY


def test_a_capacity_lowered_below_what_is_shown_withdraws_the_youngest(
    desk: Desk, settled: User
) -> None:
    chats = [ask(str(n)) for n in range(3)]
    route()

    set_presence(settled, status=PresenceStatus.ONLINE, capacity=1)
    route()

    assert shown() == {chats[0].pk: "anna"}


def test_a_place_that_becomes_free_is_filled_at_once(desk: Desk, make_agent: MakeAgent) -> None:
    agent = make_agent(capacity=1)
    first = ask("First")
    make_agent("mikko")
    second = ask("Second")
    accept_chat(first.pk, agent=agent)
    set_presence(User.objects.get(username="mikko"), status=PresenceStatus.AWAY)
    route()
    before = shown()

    close_chat(first.pk, reason=EndReason.AGENT, agent=agent)
    route()

    assert (before, shown()) == ({}, {second.pk: "anna"})


def test_a_team_that_picks_is_offered_nothing(desk: Desk, agent: User, team: Team) -> None:
    Membership.objects.create(team=team, user=agent)
    Team.objects.update(routing=Routing.PICK)
    chat = ask()
    Chat.objects.update(team=team)

    route()

    assert shown() == {}
    assert accept_chat(chat.pk, agent=agent).state == State.ACTIVE
    assert chat.participations.get().via == "pick"


def test_a_team_takes_its_own_time_and_number_of_chats(
    desk: Desk, settled: User, team: Team
) -> None:
    Membership.objects.create(team=team, user=settled, capacity=1)
    Team.objects.update(offer_seconds=7)
    for n in range(2):
        ask(str(n))
    Chat.objects.update(team=team)

    route()

    offer = Offer.objects.get()
    assert offer.expires_at - offer.offered_at == timedelta(seconds=7)


def test_what_relieves_an_agent_keeps_offers_away_but_no_chat_that_they_pick(
    desk: Desk, make_agent: MakeAgent
) -> None:
    agent = make_agent(capacity=2)
    Presence.objects.update(relieved=1, since=timezone.now() - timedelta(hours=1))
    chats = [ask(str(n)) for n in range(2)]

    route()
    before = shown()
    for chat in chats:
        accept_chat(chat.pk, agent=agent)

    assert before == {chats[0].pk: "anna"}
    assert Chat.objects.active().count() == 2


def test_a_topic_reaches_whoever_knows_what_is_above_it(
    desk: Desk, agent: User, mikko: User
) -> None:
    names = {"name_en": "x", "name_fi": "x", "name_sv": "x"}
    networks = Topic.objects.create(slug="networks", **names)
    vpn = Topic.objects.create(slug="vpn", parent=networks, **names)
    printers = Topic.objects.create(slug="printers", **names)
    Skill.objects.create(user=agent, topic=printers)
    Skill.objects.create(user=mikko, topic=networks)
    chat = ask(topic=vpn)

    route()

    assert shown() == {chat.pk: "mikko"}


def test_a_language_that_nobody_here_speaks_is_let_fall_and_the_history_says_so(
    desk: Desk, agent: User
) -> None:
    User.objects.update(chat_languages=["fi"])
    chat = ask(language="sv")

    route()

    assert told(chat) == [("offered", {"agent": "Anna", "without": ["language"]})]


@pytest.mark.parametrize(("hours", "who"), [(24, "mikko"), (0, "anna")])
def test_a_person_helped_lately_comes_back_to_the_same_agent(
    desk: Desk, agent: User, mikko: User, hours: int, who: str
) -> None:
    Desk.objects.update(same_agent_hours=hours)
    first = ask(email="aino@uni.example", name="Aino")
    accept_chat(first.pk, agent=mikko)
    close_chat(first.pk, reason=EndReason.AGENT, agent=mikko)
    Chat.objects.get(pk=first.pk)
    first.contact.agent = mikko
    first.contact.save()
    again = ask(email="aino@uni.example", name="Aino")

    route()

    assert shown() == {again.pk: who}


def test_after_two_offers_without_an_answer_an_agent_who_sits_at_no_console_is_away(
    desk: Desk, settled: User, mikko: User
) -> None:
    Presence.objects.update(tells_activity=True)
    for _ in range(2):
        Offer.objects.create(
            chat=ask(), agent=settled, expires_at=timezone.now() - timedelta(seconds=1)
        )

    route()

    presence = Presence.objects.get(user=settled)
    assert (presence.status, presence.reason) == (PresenceStatus.AWAY, AwayReason.MISSED)


@pytest.mark.parametrize("case", ["one only", "speaks the protocol alone", "took one meanwhile"])
def test_who_is_there_stays_online(desk: Desk, settled: User, mikko: User, case: str) -> None:
    Presence.objects.update(tells_activity=case != "speaks the protocol alone")
    for _ in range(1 if case == "one only" else 2):
        past = timezone.now() - timedelta(seconds=30)
        Offer.objects.create(chat=ask(), agent=settled, offered_at=past, expires_at=past)
    if case == "took one meanwhile":
        accept_chat(ask().pk, agent=settled)

    route()

    assert Presence.objects.get(user=settled).status == PresenceStatus.ONLINE


def test_the_database_lets_no_chat_be_shown_to_two(desk: Desk, agent: User, mikko: User) -> None:
    chat = ask()
    route()

    with pytest.raises(IntegrityError), transaction.atomic():
        Offer.objects.create(chat=chat, agent=mikko, expires_at=timezone.now())


@pytest.mark.django_db(transaction=True)
def test_processes_that_route_at_once_show_each_chat_once(
    desk: Desk, make_agent: MakeAgent
) -> None:
    for n in range(4):
        make_agent(f"agent{n}", capacity=6)
    Presence.objects.update(since=timezone.now() - timedelta(hours=1))
    chats = {ask(str(n)).pk for n in range(20)}

    def work(_: int) -> None:
        try:
            route()
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as hands:
        list(hands.map(work, range(8)))

    assert set(shown()) == chats
    assert Offer.objects.count() == 20


@pytest.mark.django_db(transaction=True)
def test_whoever_routes_waits_for_whoever_routes_already(desk: Desk, agent: User) -> None:
    ask()

    def work() -> None:
        try:
            route()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as hands:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ROUTING])
            late = hands.submit(work)
            while not _is_waited_for():
                pass
            before = Offer.objects.count()
        late.result()

    assert (before, Offer.objects.count()) == (0, 1)


def _is_waited_for() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
        return bool(cursor.fetchone()[0])


@pytest.mark.parametrize("waiting", [1, 3])
def test_what_the_rules_need_is_read_in_a_fixed_number_of_queries(
    desk: Desk,
    agent: User,
    mikko: User,
    django_assert_num_queries: DjangoAssertNumQueries,
    waiting: int,
) -> None:
    Presence.objects.update(capacity=1)
    for n in range(2 + waiting):
        ask(str(n), email="aino@uni.example", name="Aino")
    for chat, who in zip(Chat.objects.waiting()[:2], (agent, mikko), strict=True):
        accept_chat(chat.pk, agent=who)

    with django_assert_num_queries(17):
        route()
