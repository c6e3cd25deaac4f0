"""Who is shown a waiting chat: by team, topic, language, by who was helped lately."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from chat.actions import accept_chat, close_chat, route
from chat.choices import AwayReason, EndReason, PresenceStatus, State
from chat.models import Chat, Offer, Presence, Skill
from helpdesk.people.choices import Routing
from helpdesk.people.models import Desk, Membership, Team, User
from tests.chat.actions.offers import ask, shown, told
from tests.chat.conftest import MakeAgent
from tickets.models import Topic


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
