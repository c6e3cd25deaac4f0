"""Weeks of teaching are compared with the same weeks of the semester of a year before."""

from datetime import date, timedelta
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpdesk.people.models import Desk
from reports import sentences
from reports.asking import asked_filters, in_words
from reports.catalogue import BY_SLUG
from reports.choices import Comparison, Figure, Preset
from reports.measures.channel_mix import Counts, Mix
from reports.periods import Period
from reports.report import Asked
from reports.semesters import (
    Semester,
    one_before,
    same_weeks_before,
    semester_of,
    semester_period,
)
from reports.subsets import asked_subset
from tests.reports.rows import HELSINKI, add_contacts, add_term, at

AUTUMN_25 = Semester("Autumn 2025", "autumn", date(2025, 9, 1), date(2025, 12, 19))
SPRING_26 = Semester("Spring 2026", "spring", date(2026, 1, 12), date(2026, 5, 29))
AUTUMN_26 = Semester("Autumn 2026", "autumn", date(2026, 8, 31), date(2026, 12, 18))
EVERY = (AUTUMN_25, SPRING_26, AUTUMN_26)


def test_the_third_week_is_compared_with_the_third_week_of_the_autumn_before():
    third = Period(date(2026, 9, 14), date(2026, 9, 20))

    assert same_weeks_before(third, EVERY) == Period(date(2025, 9, 15), date(2025, 9, 21))


def test_weeks_are_counted_from_the_monday_whatever_day_teaching_began():
    late = Semester("Autumn 2026", "autumn", date(2026, 9, 3), date(2026, 12, 18))

    found = same_weeks_before(Period(date(2026, 8, 31), date(2026, 9, 6)), (AUTUMN_25, late))

    assert found == Period(date(2025, 9, 1), date(2025, 9, 7))


def test_without_an_earlier_semester_of_the_season_there_is_nothing_to_compare_with():
    assert same_weeks_before(Period(date(2026, 2, 2), date(2026, 2, 8)), EVERY) is None
    assert one_before(SPRING_26, EVERY) is None


def test_a_period_of_two_semesters_is_of_none():
    assert semester_of(Period(date(2026, 5, 1), date(2026, 9, 30)), EVERY) is None


def test_this_semester_ends_today_and_the_last_one_when_it_ended():
    today = date(2026, 11, 21)

    assert semester_period(Preset.THIS_SEMESTER, EVERY, today) == Period(AUTUMN_26.first, today)
    assert semester_period(Preset.LAST_SEMESTER, EVERY, today) == Period(
        SPRING_26.first, SPRING_26.last
    )


def test_between_semesters_this_one_is_the_one_that_ended_last():
    found = semester_period(Preset.THIS_SEMESTER, EVERY, date(2026, 7, 1))

    assert found == Period(SPRING_26.first, SPRING_26.last)


def test_before_the_first_semester_there_is_none():
    assert semester_period(Preset.THIS_SEMESTER, EVERY, date(2025, 8, 1)) is None
    assert semester_period(Preset.LAST_SEMESTER, EVERY, date(2025, 9, 2)) is None


@given(st.integers(0, 100), st.integers(0, 100))
def test_the_days_compared_are_as_many_on_the_same_weekdays(start: int, length: int):
    first = AUTUMN_26.monday + timedelta(days=start)
    asked = Period(first, first + timedelta(days=length))

    before = same_weeks_before(asked, EVERY)

    if before is None:
        assert not AUTUMN_26.holds(asked)
    else:
        assert before.days == asked.days
        assert before.first.weekday() == asked.first.weekday()


@pytest.fixture
def terms(db: None) -> None:
    add_term("autumn", "2025-09-01", "2025-12-19")
    add_term("autumn", "2026-08-31", "2026-12-18")


def test_files_and_paper_say_which_weeks_are_compared(terms: None):
    filters = asked_filters(
        {"since": "2026-09-14", "until": "2026-09-20", "compare": "semester"}, Desk(pk=1)
    )

    said = dict(in_words(filters, Desk(pk=1)))

    assert said["Compared with"] == "15 Sept 2025 – 21 Sept 2025 (Same semester weeks)"
    assert filters.query == "since=2026-09-14&until=2026-09-20&compare=semester"


def test_numbers_compared_by_semester_lead_to_their_lists(terms: None):
    add_contacts("phone", at("2025-09-15 00:00"), 3)
    add_contacts("chat", at("2025-09-21 23:59"), 2)
    add_contacts("phone", at("2025-09-22 00:00"), 9)
    add_contacts("phone", at("2026-09-14 12:00"), 1)
    asked = {"since": "2026-09-14", "until": "2026-09-20", "compare": "semester"}
    filters = asked_filters(asked, Desk(pk=1))

    found = BY_SLUG["fewer-calls"].answer(Asked(filters, Desk(pk=1), date(2026, 11, 20)))

    every, calls, _share = found.grids[0].rows
    assert (every.values[1:3], calls.values[1:3]) == ((5, 1), (3, 1))
    addresses = [each.query for row in (every, calls) for each in row.drills.values()]
    lists = [
        asked_subset(asked_filters(dict(parse_qsl(query)), Desk(pk=1)), dict(parse_qsl(query)))
        for query in addresses
    ]
    assert [each.rows(HELSINKI).count() for each in lists] == [5, 1, 3, 1]


def test_the_change_is_told_against_the_semester(terms: None):
    now, before = {"phone": 1, "chat": 3}, {"phone": 2, "chat": 2}
    week = Period(date(2026, 9, 14), date(2026, 9, 20))
    mix = Mix(Figure.CONTACTS, (), Counts(week, now), Counts(week, before))

    said = sentences.phone_share(mix, Comparison.SEMESTER).replace("\u00a0", " ")

    assert said == (
        "Phone took 25.0 % of contacts, 25.0 points less than in the same weeks of the semester"
        " a year before."
    )
