"""Moments as others write them, and the nights on which clocks change."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickets.importing.errors import Refused
from tickets.importing.times import Times

ZONES = ("Europe/Helsinki", "Asia/Kolkata", "Asia/Kathmandu", "America/St_Johns", "UTC")
HELSINKI = ZoneInfo("Europe/Helsinki")
FORMATS = ("%d/%m/%Y %H:%M", "%Y%m%d", "%d.%m.%Y %H.%M %z", "epoch", "iso")


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("01/02/2016 10:00", "2016-02-01T08:00"),
        ("20160701", "2016-06-30T21:00"),
        ("1.2.2016 10.00 +0530", "2016-02-01T04:30"),
        ("2016-02-01T10:00:00Z", "2016-02-01T10:00"),
        ("2016-02-01 10:00:00-05:00", "2016-02-01T15:00"),
        ("1454320800", "2016-02-01T10:00"),
    ],
)
def test_formats_are_tried_in_order_and_an_offset_wins(text: str, moment: str) -> None:
    assert Times(HELSINKI, FORMATS).read(text) == datetime.fromisoformat(moment).replace(tzinfo=UTC)


def test_milliseconds_since_1970_are_read() -> None:
    assert Times(HELSINKI, ("epoch_ms",)).read("1454320800123.0") == datetime(
        2016, 2, 1, 10, microsecond=123_000, tzinfo=UTC
    )


@pytest.mark.parametrize(
    ("rule", "moment"), [("first", "2016-10-30T00:30"), ("second", "2016-10-30T01:30")]
)
def test_a_time_that_occurs_twice_is_the_one_that_the_mapping_says(rule: str, moment: str) -> None:
    times = Times(HELSINKI, ("iso",), repeated=rule)

    assert times.read("2016-10-30T03:30").replace(tzinfo=None) == datetime.fromisoformat(moment)


def test_a_time_that_never_was_moves_on_by_the_hour() -> None:
    times = Times(HELSINKI, ("iso",))

    assert times.read("2016-03-27T03:30") == times.read("2016-03-27T04:30")


@pytest.mark.parametrize(
    ("text", "why"), [("2016-10-30T03:30", "twice"), ("2016-03-27T03:30", "never")]
)
def test_doubtful_times_may_be_refused(text: str, why: str) -> None:
    times = Times(HELSINKI, ("iso",), repeated="refuse", skipped="refuse")

    with pytest.raises(Refused) as refusal:
        times.read(text)

    assert refusal.value.reason == f"occurs {why} on the night when clocks change"


@pytest.mark.parametrize("text", ["0001-01-01", "9999-12-31T23:59:59-12:00", "1900-01-01"])
def test_moments_beyond_all_reason_are_refused(text: str) -> None:
    times = Times(HELSINKI, ("iso",))

    with pytest.raises(Refused):
        times.read(text)


@given(st.datetimes(datetime(1971, 1, 1), datetime(2035, 1, 1)), st.sampled_from(ZONES))
def test_local_times_come_back_in_every_zone(moment: datetime, zone: str) -> None:
    """Written with its offset, a moment is read as itself; without, as itself or its twin."""
    moment = moment.replace(tzinfo=UTC, microsecond=0)
    local = moment.astimezone(ZoneInfo(zone))
    first, second = (Times(ZoneInfo(zone), ("iso",), repeated=rule) for rule in ("first", "second"))
    bare = local.replace(tzinfo=None).isoformat()

    assert first.read(moment.isoformat()) == moment
    assert moment in (first.read(bare), second.read(bare))


@given(st.text(max_size=30))
def test_any_text_is_a_moment_or_refused(text: str) -> None:
    try:
        moment = Times(HELSINKI, (*FORMATS, "epoch_ms")).read(text)
    except Refused:
        return
    assert moment.tzinfo is UTC
