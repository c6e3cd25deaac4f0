"""The rule against fatigue, on a desk: who is eased, who is told, and when it ends."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from chat.actions import set_presence
from chat.actions.ease_load import ease_load
from chat.choices import AwayReason, Joined, PresenceStatus
from chat.models import Participation, Presence, PresenceSpan, Relief
from chat.queue import snapshot
from helpdesk.people.models import Desk, User
from tests.admin_objects import make_chat
from tests.chat.conftest import MakeAgent


def work(agent: User, *, minutes: float = 125, chats: int = 4) -> None:
    """The agent has been there for so long, with so many chats all the time."""
    since = timezone.now() - timedelta(minutes=minutes)
    Presence.objects.filter(user=agent).update(since=since)
    PresenceSpan.objects.filter(user=agent).update(starts_at=since)
    first = 100 * agent.pk
    for number in range(first, first + chats):
        chat = make_chat(number)
        Participation.objects.create(chat=chat, agent=agent, via=Joined.OFFER, starts_at=since)


def pass_time(minutes: float) -> None:
    """All that is stored happened so much longer ago."""
    later = timedelta(minutes=minutes)
    for span in PresenceSpan.objects.all():
        span.starts_at -= later
        span.ends_at = span.ends_at and span.ends_at - later
        span.save()


def relieved(agent: User) -> int:
    return Presence.objects.get(user=agent).relieved


def test_after_a_long_stretch_at_high_load_there_is_one_chat_fewer(desk: Desk, agent: User) -> None:
    work(agent)

    assert (ease_load(), ease_load()) == (1, 0)
    assert relieved(agent) == 1
    eased = Relief.objects.get()
    assert (eased.user, eased.stretch_minutes, eased.load_percent) == (agent, 120, 100)


@pytest.mark.parametrize(("minutes", "chats"), [(119, 4), (125, 2)])
def test_a_short_stretch_or_an_easy_one_changes_nothing(
    desk: Desk, agent: User, minutes: float, chats: int
) -> None:
    work(agent, minutes=minutes, chats=chats)

    assert (ease_load(), relieved(agent)) == (0, 0)


def test_the_desks_own_times_count(desk: Desk, agent: User) -> None:
    Desk.objects.update(stretch_minutes=60, stretch_load_percent=50)
    work(agent, minutes=61, chats=2)

    assert (ease_load(), relieved(agent)) == (1, 1)


def test_the_agents_console_is_told_and_nobody_elses(
    desk: Desk,
    agent: User,
    make_agent: MakeAgent,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    mikko = make_agent("mikko")
    work(agent)
    told: list[Any] = []
    monkeypatch.setattr("helpdesk.realtime.publish", told.extend)

    with django_capture_on_commit_callbacks(execute=True):
        ease_load()

    assert told == [{"to": "queue"}]
    shot = snapshot("en")
    shown = [
        [each.get("relieved") for each in shot.frame(teams=None, user=user.pk)["agents"]]
        for user in (agent, mikko)
    ]
    assert shown == [[1, None], [None, 0]]


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (PresenceStatus.AWAY, AwayReason.BREAK),
        (PresenceStatus.AWAY, AwayReason.LUNCH),
        (PresenceStatus.OFFLINE, None),
    ],
)
def test_ten_minutes_of_rest_end_it(
    desk: Desk, agent: User, status: PresenceStatus, reason: AwayReason | None
) -> None:
    work(agent)
    ease_load()
    set_presence(agent, status=status, reason=reason)
    pass_time(9)
    too_soon = ease_load(), relieved(agent)
    pass_time(1)

    assert (too_soon, ease_load(), relieved(agent)) == ((0, 1), 1, 0)
    assert Presence.objects.get(user=agent).rested_at is not None
    assert Relief.objects.running().count() == 0


def test_a_meeting_is_no_rest(desk: Desk, agent: User) -> None:
    work(agent)
    ease_load()
    set_presence(agent, status=PresenceStatus.AWAY, reason=AwayReason.MEETING)
    pass_time(30)

    assert (ease_load(), relieved(agent)) == (0, 1)


def test_whoever_has_rested_is_not_eased_again_at_once(desk: Desk, agent: User) -> None:
    work(agent)
    ease_load()
    set_presence(agent, status=PresenceStatus.AWAY, reason=AwayReason.BREAK)
    pass_time(10)
    ease_load()
    set_presence(agent, status=PresenceStatus.ONLINE)

    assert (ease_load(), relieved(agent)) == (0, 0)


def test_turning_the_rule_off_ends_it_for_everybody(desk: Desk, agent: User) -> None:
    work(agent)
    ease_load()
    Desk.objects.update(eases_load=False)

    assert (ease_load(), ease_load(), relieved(agent)) == (1, 0, 0)


def test_who_is_gone_is_not_eased(desk: Desk, agent: User) -> None:
    work(agent)
    Presence.objects.update(seen_at=timezone.now() - timedelta(minutes=5))

    assert (ease_load(), relieved(agent)) == (0, 0)


def test_old_reliefs_are_forgotten(desk: Desk, agent: User) -> None:
    old = timezone.now() - timedelta(days=29)
    Relief.objects.create(
        user=agent, stretch_minutes=120, load_percent=90, starts_at=old, ends_at=old
    )
    work(agent)

    ease_load()

    assert [each.load_percent for each in Relief.objects.all()] == [100]


@pytest.mark.parametrize("agents", [1, 3])
def test_a_look_takes_a_fixed_number_of_queries(
    desk: Desk,
    make_agent: MakeAgent,
    django_assert_num_queries: DjangoAssertNumQueries,
    agents: int,
) -> None:
    for number in range(agents):
        work(make_agent(f"agent{number}"), chats=1)

    with django_assert_num_queries(4):
        assert ease_load() == 0
