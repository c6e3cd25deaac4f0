"""What the tiles of the board say at a glance."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone, translation

from helpdesk.people.models import Desk
from reports.board import bands, live_tiles, phone_tile
from reports.measures.now import Now, Today, Usual
from reports.measures.ratios import Ratio
from tickets.choices import Channel

AT = datetime(2026, 3, 2, 8, 5, tzinfo=UTC)


def now(**fields: Any) -> Now:
    today = tuple(Today(channel, 0, None) for channel in Channel)
    whole: dict[str, Any] = {
        "at": AT,
        "reason": None,
        "next_open_at": None,
        "waiting": 0,
        "longest_since": None,
        "agents": 2,
        "places": 8,
        "free": 3,
        "promise": Ratio(0, 0),
        "today": today,
    }
    return Now(**{**whole, **fields})


def tile(key: str, **fields: Any) -> tuple[str, str, str]:
    found = next(each for each in live_tiles(now(**fields)) if each.key == key)
    return found.figure, found.more, found.level


def test_nobody_waiting_and_nothing_answered_are_dashes_and_not_zeros():
    assert tile("longest") == ("–", "Nobody waits", "")
    assert tile("promise") == ("–", "Nothing was answered yet today", "")


@pytest.mark.parametrize(("seconds", "level"), [(60, ""), (61, "bad")])
def test_a_wait_over_a_minute_is_too_long(seconds: int, level: str):
    assert tile("longest", longest_since=AT - timedelta(seconds=seconds))[2] == level


def test_a_closed_chat_says_until_when_or_why():
    opens = datetime(2026, 3, 3, 6, 0, tzinfo=UTC)
    with timezone.override("Europe/Helsinki"):
        told = tile("waiting", reason="hours", next_open_at=opens)
    assert told[1:] == ("Chat is closed until Tue 08:00", "warn")
    with timezone.override("Europe/Helsinki"), translation.override("fi"):
        assert tile("waiting", reason="hours", next_open_at=opens)[1].endswith(" 8.00")
    assert tile("waiting", reason="nobody")[1] == "Chat is closed: nobody is there"


def test_no_free_place_is_bad_in_hours_only():
    assert tile("agents", free=0) == ("2", "0 of 8 places free", "bad")
    assert tile("agents", agents=0, places=0, free=0, reason="hours")[2] == ""


@pytest.mark.parametrize(("kept", "level"), [(90, "good"), (89, "warn")])
def test_nine_of_ten_promises_are_good(kept: int, level: str):
    assert tile("promise", promise=Ratio(kept, 100)) == (
        f"{kept}\u00a0%",
        f"{kept} of 100 chats",
        level,
    )


def test_phone_stands_beside_its_goal():
    today = (Today(Channel.PHONE, 12, None), Today(Channel.CHAT, 88, None))
    desk = Desk(phone_goal_percent=Decimal(10))

    found = phone_tile(now(today=today), desk)

    assert (found.figure, found.more, found.level) == (
        "12\u00a0%",
        "12 of 100 contacts; goal 10\u00a0% at most",
        "",
    )


@pytest.mark.parametrize(
    ("n", "word"),
    [(29, "fewer than usual"), (30, "as usual"), (40, "as usual"), (41, "more than usual")],
)
def test_each_channel_is_called_usual_or_not(n: int, word: str):
    today = (Today(Channel.CHAT, n, Usual(Decimal(30), Decimal(40))),)

    (band,) = bands(now(today=today))

    assert band.more == f"{word} (30–40)"
    assert band.low is not None
    assert band.width is not None
    assert band.place is not None
    assert (band.low <= band.place <= band.low + band.width) == (word == "as usual")
    assert band.low + band.width <= 100


def test_without_enough_weeks_no_bar_is_drawn():
    (band,) = bands(now(today=(Today(Channel.CHAT, 7, None),)))

    assert (band.figure, band.place) == ("7", None)
    assert band.more == "not enough weeks to say what is usual"
