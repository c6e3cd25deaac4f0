"""The demo's two years, counted: the report must find the story in the rows."""

from datetime import date, datetime, time, timedelta
from random import Random

import pytest

from helpdesk.demo.story import plan
from helpdesk.people.models import Desk
from reports import headline, sentences
from reports.answers import Shift, answer_shift
from reports.choices import Figure
from reports.front import look_at
from reports.measures.channel_mix import channel_mix
from reports.measures.crossing import Standing
from reports.models import Target
from reports.report import Asked
from tests.reports.rows import HELSINKI, add_contacts, add_requests, filters

TODAY = date(2026, 11, 21)


@pytest.fixture
def shift(db: None) -> Shift:
    for month in plan(TODAY, Random(7), contacts_a_month=600):
        for channel, count in month.contacts.items():
            day = month.first_day + timedelta(days=9)
            noon = datetime.combine(day, time(12), HELSINKI)
            add_contacts(channel, noon, count)
            add_requests(channel, noon, count)
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


def test_the_front_page_says_it_in_one_sentence(shift: Shift) -> None:
    Target.objects.create(
        figure=Figure.REQUESTS,
        from_day=date(2026, 11, 1),
        from_percent=20,
        to_day=date(2027, 12, 31),
        to_percent=10,
    )
    asked = Asked(filters("2026-01-01", "2026-11-21", figure=Figure.REQUESTS), Desk(pk=1), TODAY)

    said = [text.replace("\u00a0", " ") for text in headline.said(look_at(asked))]

    assert said[0] == (
        "Phone 19.4 % of requests in the last four full weeks, 0.3 points ahead of the path;"
        " in contacts, chat passed phone in February 2026 (80 %: January to March)."
    )
    assert said[1] == "Calls are down by 39 %: 1,539 in the last 52 weeks, 2,516 in the first 52."


def test_the_phones_share_of_requests_is_on_its_way_from_20_to_10_percent(shift: Shift) -> None:
    asked = Asked(filters("2026-01-01", "2026-11-21", figure=Figure.REQUESTS), Desk(pk=1), TODAY)

    front = look_at(asked)

    weeks = [week.share for week in front.weeks["phone"] if week.share]
    assert weeks[0] > 0.35
    assert 0.18 <= weeks[-1] <= 0.22
    assert 0.10 < front.outlook.bands[-1].middle < weeks[-1]
