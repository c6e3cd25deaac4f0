"""Waiting chats are shown to one agent after the other."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from chat.actions import accept_chat, close_chat, decline_offer, route, set_presence
from chat.choices import EndReason, OfferEnd, PresenceStatus
from chat.errors import UnknownChat
from chat.models import Chat, Offer, Presence
from helpdesk.people.models import Desk, User
from tests.chat.actions.offers import ask, ends, let_time_pass, shown, told
from tests.chat.conftest import MakeAgent


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


def test_the_database_lets_no_chat_be_shown_to_two(desk: Desk, agent: User, mikko: User) -> None:
    chat = ask()
    route()

    with pytest.raises(IntegrityError), transaction.atomic():
        Offer.objects.create(chat=chat, agent=mikko, expires_at=timezone.now())
