"""The demo's two years, counted: the report must find the story in the rows."""

from datetime import date, datetime, time, timedelta
from random import Random

import pytest

from helpdesk.demo.story import plan
from reports import sentences
from reports.answers import Shift, answer_shift
from reports.measures.channel_mix import channel_mix
from reports.measures.crossing import Standing
from tests.reports.rows import HELSINKI, add_contacts, filters

TODAY = date(2026, 11, 21)


@pytest.fixture
def shift(db: None) -> Shift:
    for month in plan(TODAY, Random(7), contacts_a_month=600):
        for channel, count in month.contacts.items():
            day = month.first_day + timedelta(days=9)
            add_contacts(channel, datetime.combine(day, time(12), HELSINKI), count)
    return answer_shift(filters("2025-12-01", "2026-11-21"), zone=HELSINKI, today=TODAY)


def test_chat_passes_phone_in_its_fifteenth_month(shift: Shift) -> None:
    assert shift.crossing.standing == Standing.PASSED
    assert sentences.crossing(shift.crossing) == (
        "Chat passed phone in February 2026, its fifteenth month."
        " With 80 % certainty it was between January 2026 and March 2026."
    )


def test_calls_fall_by_about_40_percent(shift: Shift) -> None:
    assert shift.calls.growth is not None
    assert -43 <= shift.calls.growth <= -37


def test_the_phones_share_ends_near_20_percent(shift: Shift) -> None:
    last = channel_mix(filters("2026-09-01", "2026-10-31"), zone=HELSINKI).total

    share = last.share("phone")
    assert share is not None
    assert 18 <= share <= 22
