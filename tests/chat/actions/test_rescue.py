"""Nobody waits at a window that nobody watches, and nobody is forgotten."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from chat.actions import (
    accept_chat,
    open_chat,
    rescue,
    set_presence,
    transfer_chat,
    visitor_returned,
)
from chat.actions.rescue import end_abandoned, end_silent, rescue_deserted, rescue_waiting
from chat.actions.visits import mark_left
from chat.choices import EndReason, PresenceStatus, State
from chat.errors import DeskClosed
from chat.models import Chat, Presence
from chat.tasks import sweep_chats
from helpdesk.people.models import Desk, Membership, ServiceHours, Team, User
from tests.chat.conftest import MakeAgent
from tickets.models import Topic


def ago(**time: float) -> Any:
    return timezone.now() - timedelta(**time)


def fresh(chat: Chat) -> Chat:
    return Chat.objects.get(pk=chat.pk)


def test_when_the_last_agent_goes_offline_whoever_waits_is_told_at_once(
    opened: Any, agent: User
) -> None:
    set_presence(agent, status=PresenceStatus.OFFLINE)

    chat = fresh(opened.chat)
    assert (chat.state, chat.end_reason) == (State.CLOSED, EndReason.NOBODY)


def test_while_another_agent_is_there_the_chat_goes_on_waiting(
    opened: Any, agent: User, make_agent: MakeAgent
) -> None:
    make_agent("mikko")

    set_presence(agent, status=PresenceStatus.AWAY)

    assert fresh(opened.chat).state == State.WAITING


def test_an_agent_whose_console_fell_silent_counts_as_gone(opened: Any, agent: User) -> None:
    Presence.objects.update(seen_at=ago(seconds=61))

    rescue_waiting()

    assert fresh(opened.chat).end_reason == EndReason.NOBODY


def test_a_chat_of_a_team_that_left_is_shown_to_everybody(
    opened: Any, agent: User, team: Team
) -> None:
    Chat.objects.update(team=team)

    rescue_waiting()

    chat = fresh(opened.chat)
    assert (chat.team, chat.state) == (None, State.WAITING)


def test_a_chat_whose_agent_vanished_returns_to_the_queue(
    opened: Any, agent: User, make_agent: MakeAgent
) -> None:
    make_agent("mikko")
    accept_chat(opened.chat.pk, agent=agent)
    Presence.objects.filter(user=agent).update(seen_at=ago(seconds=121))

    rescue_deserted()

    chat = fresh(opened.chat)
    assert (chat.state, chat.agent, chat.transfers) == (State.WAITING, None, 1)


def test_a_chat_whose_agent_vanished_ends_when_nobody_else_is_there(
    opened: Any, agent: User
) -> None:
    accept_chat(opened.chat.pk, agent=agent)
    Presence.objects.update(seen_at=ago(seconds=121))

    rescue_deserted()

    assert fresh(opened.chat).end_reason == EndReason.NOBODY


def test_an_agent_who_reloads_keeps_the_chats(opened: Any, agent: User) -> None:
    accept_chat(opened.chat.pk, agent=agent)
    Presence.objects.update(seen_at=ago(seconds=100))

    rescue_deserted()

    assert fresh(opened.chat).agent == agent


def test_a_waiting_visitor_whose_window_is_gone_has_abandoned_the_chat(
    opened: Any, agent: User
) -> None:
    Chat.objects.update(visitor_seen_at=ago(seconds=91))

    end_abandoned()

    chat = fresh(opened.chat)
    assert (chat.state, chat.end_reason) == (State.ABANDONED, EndReason.LEFT)


def test_leaving_and_returning_is_noted_once_each(opened: Any, agent: User) -> None:
    accept_chat(opened.chat.pk, agent=agent)
    Chat.objects.update(visitor_seen_at=ago(seconds=91))

    mark_left()
    mark_left()
    visitor_returned(opened.chat.pk)
    visitor_returned(opened.chat.pk)

    kinds = list(fresh(opened.chat).events.order_by("seq").values_list("kind", flat=True))
    assert kinds == ["opened", "message", "assigned", "left", "returned"]


@pytest.mark.parametrize(
    ("silent_min", "seen_s", "reason"),
    [(21, 5, EndReason.IDLE), (11, 100, EndReason.LEFT), (19, 5, ""), (9, 100, "")],
)
def test_a_silent_chat_ends_after_the_desks_time_or_half_of_it_without_visitor(
    opened: Any, agent: User, silent_min: int, seen_s: int, reason: str
) -> None:
    accept_chat(opened.chat.pk, agent=agent)
    Chat.objects.update(
        assigned_at=ago(minutes=30),
        last_message_at=ago(minutes=silent_min),
        visitor_seen_at=ago(seconds=seen_s),
    )

    end_silent()

    assert fresh(opened.chat).end_reason == reason


def meanwhile(monkeypatch: pytest.MonkeyPatch, happens: Callable[[], Any]) -> None:
    """Lets something happen after a sweep has looked, before it takes the chat's lock."""
    look = QuerySet.select_for_update

    def late(chats: Any, *args: Any, **more: Any) -> Any:
        monkeypatch.undo()
        happens()
        return look(chats, *args, **more)

    monkeypatch.setattr(QuerySet, "select_for_update", late)


def test_a_chat_that_was_taken_just_before_it_would_have_ended_goes_on(
    opened: Any, agent: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    Presence.objects.update(seen_at=ago(seconds=61))
    meanwhile(monkeypatch, lambda: accept_chat(opened.chat.pk, agent=agent))

    ended = rescue_waiting()

    assert (ended, fresh(opened.chat).state) == (0, State.ACTIVE)


def test_a_visitor_who_comes_back_at_the_last_moment_goes_on_waiting(
    opened: Any, agent: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    Chat.objects.update(visitor_seen_at=ago(seconds=91))
    meanwhile(monkeypatch, lambda: visitor_returned(opened.chat.pk))

    ended = end_abandoned()

    assert (ended, fresh(opened.chat).state) == (0, State.WAITING)


def test_a_chat_that_went_to_a_present_agent_meanwhile_stays_there(
    opened: Any, agent: User, make_agent: MakeAgent, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = make_agent("mikko")
    accept_chat(opened.chat.pk, agent=agent)
    Presence.objects.filter(user=agent).update(seen_at=ago(seconds=121))
    hand_over = {"by": agent, "client_id": uuid.uuid4(), "note": "Yours", "agent": other}
    meanwhile(monkeypatch, lambda: transfer_chat(opened.chat.pk, **hand_over))

    rescue_deserted()

    assert fresh(opened.chat).agent == other


def test_one_chat_that_cannot_be_ended_holds_up_no_other(
    opened: Any, agent: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    second = open_chat(question="Me too", language="en").chat
    Chat.objects.update(visitor_seen_at=ago(seconds=91))
    close = rescue.close_chat

    def broken(chat: Any, **more: Any) -> Any:
        if chat == opened.chat.pk:
            raise ValueError
        return close(chat, **more)

    monkeypatch.setattr(rescue, "close_chat", broken)

    assert end_abandoned() == 1
    assert [fresh(chat).state for chat in (opened.chat, second)] == [
        State.WAITING,
        State.ABANDONED,
    ]


@pytest.mark.parametrize(("up_for_long", "state"), [(False, State.WAITING), (True, State.CLOSED)])
def test_silence_while_postgresql_was_away_is_no_absence(
    opened: Any, agent: User, settings: Any, up_for_long: bool, state: State
) -> None:
    settings.CHAT = {**settings.CHAT, "visitor_ttl_s": 0.0 if up_for_long else 10.0**8}
    settings.CHAT["presence_ttl_s"] = 0.0

    sweep_chats()

    assert fresh(opened.chat).state == state


@pytest.mark.parametrize(
    ("steady_s", "last_s", "state"),
    [
        (600, 5, State.CLOSED),
        (60, 5, State.WAITING),
        (600, 40, State.WAITING),
        (600, -3600, State.WAITING),
    ],
    ids=["steady", "not yet steady", "after a gap", "clock set back"],
)
def test_silence_while_sweeps_or_the_clock_stood_still_is_no_absence(
    opened: Any, agent: User, steady_s: float, last_s: float, state: State
) -> None:
    now = timezone.now().timestamp()
    cache.set(rescue.SWEEPS, (now - steady_s, now - last_s))
    Presence.objects.update(seen_at=ago(minutes=5))
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE SCHEMA day_old;"
            " CREATE FUNCTION day_old.pg_postmaster_start_time() RETURNS timestamptz LANGUAGE sql"
            " RETURN now() - interval '1 day';"
            " SET LOCAL search_path = day_old, pg_catalog, public"
        )

    sweep_chats()

    assert fresh(opened.chat).state == state


@pytest.mark.parametrize("why", ["hours", "nobody", "full", "queue"])
def test_a_closed_desk_opens_no_chat_and_offers_the_form(
    desk: Desk, make_agent: MakeAgent, why: str
) -> None:
    agent = make_agent(online=why != "nobody", capacity=1)
    if why == "hours":
        ServiceHours.objects.all().delete()
    if why == "full":
        accept_chat(open_chat(question="First", language="en").chat.pk, agent=agent)
    if why == "queue":
        Desk.objects.update(queue_limit=1)
        open_chat(question="First", language="en")
    before = Chat.objects.count()

    with pytest.raises(DeskClosed) as refused:
        open_chat(question="Hello?", language="en")

    assert refused.value.details == {"reason": why, "next_open_at": None, "form_url": "/form/"}
    assert Chat.objects.count() == before


def test_a_chat_waits_for_the_topics_team_only_while_it_is_there(
    desk: Desk, agent: User, team: Team
) -> None:
    topic = Topic.objects.create(slug="vpn", name_en="VPN", name_fi="VPN", name_sv="VPN", team=team)

    alone = open_chat(question="VPN?", language="en", topic=topic).chat
    Membership.objects.create(team=team, user=agent)
    together = open_chat(question="VPN?", language="en", topic=topic).chat

    assert (alone.team_id, together.team_id) == (None, team.pk)
