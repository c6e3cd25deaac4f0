"""What the `queue` frame says of the day, of who is here, and to whom."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from chat.actions import accept_chat, open_chat, route, set_presence
from chat.choices import AwayReason, PresenceStatus
from chat.models import Chat, Participation, Presence
from chat.queue import midnight, snapshot
from helpdesk.people.models import Desk, User
from tests.chat.conftest import MakeAgent


def frame(user: User) -> dict[str, Any]:
    return snapshot("en").frame(teams=None, user=user.pk)


def answer(chat: Chat, agent: User, *, after_s: float) -> None:
    """A chat of this day that the agent answered so long after it was opened."""
    accept_chat(chat.pk, agent=agent)
    opened_at = timezone.now() - timedelta(seconds=after_s)
    Chat.objects.filter(pk=chat.pk).update(
        opened_at=opened_at, first_reply_at=opened_at + timedelta(seconds=after_s)
    )
    Participation.objects.update(starts_at=opened_at)


def ask() -> Chat:
    return open_chat(question="Hello?", language="en").chat


def test_the_promises_of_the_day_are_shown_to_all_and_ones_own_to_oneself(
    desk: Desk, agent: User, make_agent: MakeAgent
) -> None:
    mikko = make_agent("mikko")
    Desk.objects.update(time_zone=zone_where_it_is_noon())
    for after_s, who in ((10, agent), (11, agent), (9, mikko)):
        answer(ask(), who, after_s=after_s)

    assert frame(agent)["today"] == {"answered": 3, "kept": 2, "longest_wait_s": 11}
    assert frame(agent)["mine"] == {"answered": 2, "kept": 1}
    assert frame(mikko)["mine"] == {"answered": 1, "kept": 1}


def test_what_was_answered_yesterday_is_not_of_today(desk: Desk, agent: User) -> None:
    answer(ask(), agent, after_s=5)
    yesterday = midnight(timezone.now(), Desk.current()) - timedelta(seconds=1)
    Chat.objects.update(opened_at=yesterday, first_reply_at=yesterday)

    shown = frame(agent)

    assert shown["today"] == {"answered": 0, "kept": 0, "longest_wait_s": 0}
    assert shown["mine"] == {"answered": 0, "kept": 0}


def test_a_first_answer_counts_for_whoever_gave_it(
    desk: Desk, agent: User, make_agent: MakeAgent
) -> None:
    mikko = make_agent("mikko")
    chat = ask()
    answer(chat, agent, after_s=5)
    Participation.objects.update(ends_at=timezone.now())
    Participation.objects.create(chat=chat, agent=mikko, via="transfer")

    assert (frame(agent)["mine"]["answered"], frame(mikko)["mine"]["answered"]) == (1, 0)


def test_who_is_here_why_not_and_how_many_more_they_take(
    desk: Desk, agent: User, make_agent: MakeAgent
) -> None:
    mikko = make_agent("mikko")
    User.objects.filter(pk=agent.pk).update(chat_languages=["fi", "sv"])
    answer(ask(), agent, after_s=1)
    Presence.objects.filter(user=agent).update(relieved=1)
    set_presence(mikko, status=PresenceStatus.AWAY, reason=AwayReason.LUNCH)

    anna, other = frame(agent)["agents"]

    assert (anna["capacity"], anna["active"], anna["free"]) == (4, 1, 2)
    assert (anna["languages"], anna["status"], anna["reason"]) == (["fi", "sv"], "online", "")
    assert (other["status"], other["reason"]) == ("away", "lunch")
    assert other["since"] > anna["since"]


def test_what_relieves_somebody_is_shown_to_them_alone(
    desk: Desk, agent: User, make_agent: MakeAgent
) -> None:
    mikko = make_agent("mikko")
    Presence.objects.filter(user=agent).update(relieved=1)

    def relieved(user: User) -> list[Any]:
        return [each.get("relieved") for each in frame(user)["agents"]]

    assert (relieved(agent), relieved(mikko)) == ([1, None], [None, 0])


def test_whoever_waits_has_a_promise_and_perhaps_an_offer(desk: Desk, agent: User) -> None:
    Presence.objects.update(capacity=1)
    first = ask()
    ask()
    route()

    waiting = frame(agent)["waiting"]

    assert [item["offered_to"] for item in waiting] == [{"id": agent.pk, "name": "Anna"}, None]
    assert waiting[0]["promise_at"] > waiting[0]["opened_at"]
    assert waiting[0]["chat"] == str(first.pk)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_snapshot_costs_the_same_however_long_the_queue(
    desk: Desk,
    agent: User,
    make_agent: MakeAgent,
    django_assert_num_queries: DjangoAssertNumQueries,
    rows: int,
) -> None:
    for n in range(rows):
        other = make_agent(f"agent{n}")
        answer(ask(), other, after_s=1)
        ask()
    route()

    with django_assert_num_queries(19):
        snapshot("en")


def zone_where_it_is_noon() -> str:
    """Far from midnight, so that a chat that lasts seconds is of one day."""
    hours = 12 - timezone.now().hour
    return f"Etc/GMT{-hours:+d}" if hours else "UTC"
