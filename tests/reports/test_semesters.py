"""Weeks of teaching are compared with the same weeks of the semester of a year before."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from reports.choices import Preset
from reports.periods import Period
from reports.semesters import (
    Semester,
    one_before,
    same_weeks_before,
    semester_of,
    semester_period,
)

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
