"""Semesters, target and annotations of the demo: what its reports compare and explain."""

from datetime import date
from itertools import pairwise

import pytest

from helpdesk.people.choices import Season
from helpdesk.people.models import Desk, Term
from reports.happenings import marked_days
from reports.models import Annotation, Target
from reports.semesters import Semester, same_weeks_before
from tests.helpdesk.demo.conftest import TODAY

pytestmark = pytest.mark.usefixtures("kept_demo")


def test_semesters_begin_on_mondays_end_on_fridays_and_do_not_overlap():
    terms = list(Term.objects.all())

    assert {term.season for term in terms} == {Season.AUTUMN, Season.SPRING}
    assert {(term.first_day.weekday(), term.last_day.weekday()) for term in terms} == {(0, 4)}
    assert all(one.last_day < next_.first_day for one, next_ in pairwise(terms))


def test_the_weeks_of_today_have_weeks_to_compare_with():
    values = Term.objects.values_list("name", "season", "first_day", "last_day")
    semesters = [Semester(*term) for term in values]
    (now,) = [each for each in semesters if each.first <= TODAY <= each.last]

    before = same_weeks_before(now.weeks, semesters)

    assert (now.name, before and before.first) == ("Autumn 2026", date(2025, 9, 1))


def test_the_target_leads_from_a_fifth_of_requests_to_the_desks_goal():
    target, desk = Target.in_force("requests"), Desk.current()

    assert target
    assert (target.from_percent, target.to_percent) == (20, desk.phone_goal_percent)
    assert (target.from_day, target.to_day) == (date(2026, 11, 1), desk.phone_goal_date)
    assert str(target.set_by) == "Matti Laaksonen"


def test_the_turns_of_the_story_are_on_record_and_only_the_outage_may_be_left_out():
    days = [each.first_day for each in Annotation.objects.order_by("first_day")]

    assert days[:4] == [date(2024, 12, 1), date(2025, 5, 1), date(2025, 8, 1), date(2026, 2, 1)]
    (outage,) = marked_days()
    assert outage.first == outage.last == days[4]
    assert outage.first.weekday() < 5
    assert outage.first < TODAY
