"""An agent comes, pauses, goes; and is noticed to be gone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from chat.actions import accept_chat, keep_alive, set_presence
from chat.actions.presence import mend_spans, set_forgotten_away
from chat.choices import AwayReason, PresenceStatus
from chat.models import Presence, PresenceSpan
from helpdesk.people.models import User
from tests.chat.conftest import MakeAgent

ONLINE, AWAY, OFFLINE = PresenceStatus.ONLINE, PresenceStatus.AWAY, PresenceStatus.OFFLINE


def spans() -> list[tuple[str, str, int, bool]]:
    """Status, reason, capacity, and whether it still runs."""
    return [
        (span.status, span.reason, span.capacity, span.ends_at is None)
        for span in PresenceSpan.objects.order_by("starts_at", "pk")
    ]


def ago(**time: float) -> Any:
    return timezone.now() - timedelta(**time)


def test_each_change_begins_a_stretch_and_ends_the_one_before(agent: User) -> None:
    set_presence(agent, status=AWAY, reason=AwayReason.LUNCH)
    set_presence(agent, status=ONLINE)
    set_presence(agent, status=ONLINE, capacity=2)
    set_presence(agent, status=ONLINE, capacity=2)
    set_presence(agent, status=OFFLINE)

    assert spans() == [
        ("online", "", 4, False),
        ("away", "lunch", 4, False),
        ("online", "", 4, False),
        ("online", "", 2, False),
    ]
    ends = list(PresenceSpan.objects.order_by("starts_at").values_list("starts_at", "ends_at"))
    assert [end for _, end in ends][:-1] == [start for start, _ in ends][1:]


def test_a_reason_belongs_to_being_away(agent: User) -> None:
    set_presence(agent, status=ONLINE, reason=AwayReason.LUNCH)

    assert Presence.objects.get().reason == ""


def test_the_stretch_of_a_silent_console_ends_when_its_time_to_live_has_passed(
    agent: User,
) -> None:
    seen_at = ago(minutes=30)
    PresenceSpan.objects.update(starts_at=ago(hours=1))
    Presence.objects.update(seen_at=seen_at)

    mend_spans()

    assert PresenceSpan.objects.get().ends_at == seen_at + timedelta(seconds=60)


@pytest.mark.parametrize("swept", [False, True])
def test_a_console_that_comes_back_begins_a_new_stretch(agent: User, swept: bool) -> None:
    PresenceSpan.objects.update(starts_at=ago(hours=1))
    Presence.objects.update(seen_at=ago(minutes=30), since=ago(hours=1))
    if swept:
        mend_spans()

    presence = keep_alive(agent)

    first, second = PresenceSpan.objects.order_by("starts_at")
    assert first.ends_at is not None
    assert first.ends_at < ago(minutes=20)
    assert (second.ends_at, second.starts_at) == (None, presence.since)


def test_a_console_that_was_only_held_up_goes_on_by_itself(agent: User) -> None:
    Presence.objects.update(seen_at=ago(minutes=30))
    mend_spans()
    Presence.objects.update(seen_at=timezone.now())

    mend_spans()
    mend_spans()

    assert [running for *_, running in spans()] == [False, True]


def test_a_reload_goes_on_with_the_stretch(agent: User) -> None:
    since = Presence.objects.get().since

    keep_alive(agent)

    assert spans() == [("online", "", 4, True)]
    assert Presence.objects.get().since == since


@pytest.mark.parametrize(
    ("minutes", "with_chat", "tells", "reason"),
    [
        (16, False, True, AwayReason.FORGOTTEN),
        (14, False, True, ""),
        (16, True, True, ""),
        (31, True, True, AwayReason.FORGOTTEN),
        (300, False, False, ""),
    ],
    ids=["forgotten", "soon", "reads on", "forgotten with a chat", "speaks the protocol alone"],
)
def test_a_console_that_nobody_touches_is_set_away(
    opened: Any, agent: User, minutes: int, with_chat: bool, tells: bool, reason: str
) -> None:
    if with_chat:
        accept_chat(opened.chat.pk, agent=agent)
    Presence.objects.update(active_at=ago(minutes=minutes), tells_activity=tells)

    set_forgotten_away()

    assert Presence.objects.get().reason == reason


def test_one_click_brings_back_who_was_set_away(agent: User, make_agent: MakeAgent) -> None:
    Presence.objects.update(active_at=ago(minutes=16), tells_activity=True)
    set_forgotten_away()

    set_presence(agent, status=ONLINE)
    set_forgotten_away()

    presence = Presence.objects.get()
    assert (presence.status, presence.reason) == (ONLINE, "")
