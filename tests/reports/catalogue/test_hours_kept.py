"""Promised hours kept, and what was not: from when to when, and why."""

from __future__ import annotations

from datetime import date, time

import pytest

from chat.models import Closure
from helpdesk.people.models import Desk, Membership, ServiceHours, Team
from reports.charts.looks import look
from reports.choices import Grain
from reports.filters import Scope
from reports.report import Answer
from tests.reports.answered import add_agent, add_shift
from tests.reports.catalogue.asking import answer
from tests.reports.rows import add_team, at

pytestmark = pytest.mark.django_db
HOUR = 3600


@pytest.fixture
def desk() -> Desk:
    """Promises nine to three on weekdays, with a lunch break."""
    for weekday in range(5):
        for opens, closes in ((9, 12), (13, 15)):
            ServiceHours.objects.create(weekday=weekday, opens=time(opens), closes=time(closes))
    return Desk.objects.create(pk=1)


def asked(desk: Desk, team: Team | None = None) -> Answer:
    """About the first week of March, day by day."""
    scope = Scope(team=team)
    return answer(desk, "hours-kept", "2026-03-02", "2026-03-08", grain=Grain.DAY, scope=scope)


def test_gaps_are_listed_with_their_times_and_reasons(desk: Desk):
    add_shift(add_agent("early"), at("2026-03-02 08:00"), hours=1)
    add_shift(add_agent("anna"), at("2026-03-02 09:20"), hours=5.5)
    times = {"starts_at": at("2026-03-02 11:05"), "ends_at": at("2026-03-02 11:15")}
    Closure.objects.create(wait_seconds=900, **times)

    gaps = next(grid for grid in asked(desk).grids if grid.key == "gaps")

    assert [row.values for row in gaps.rows if row.values[0] == date(2026, 3, 2)] == [
        (date(2026, 3, 2), "14:50–15:00", 600, "Nobody there"),
        (date(2026, 3, 2), "11:05–11:15", 600, "Closed because of the wait"),
        (date(2026, 3, 2), "09:00–09:20", 1200, "Nobody there"),
    ]


def test_the_share_is_of_promised_time_and_lunch_is_not_promised(desk: Desk):
    add_shift(add_agent("anna"), at("2026-03-02 08:00"), hours=4.5)
    add_shift(add_agent("bo"), at("2026-03-03 08:00"), hours=8)

    hours = asked(desk).grids[0]

    assert [row.values[1:] for row in hours.rows[:3]] == [
        (5 * HOUR, 3 * HOUR, hours.rows[0].values[3], 2 * HOUR, 0),
        (5 * HOUR, 5 * HOUR, hours.rows[1].values[3], 0, 0),
        (5 * HOUR, 0, hours.rows[2].values[3], 5 * HOUR, 0),
    ]
    assert [str(value) for value in hours.column("share")[:3]] == ["60.0", "100.0", "0.0"]
    assert [row.values[1:4] for row in hours.rows[5:7]] == [(0, 0, None)] * 2


def test_a_team_that_wants_two_is_not_kept_by_one(desk: Desk):
    team = Team.objects.create(name="Media", slug="media", least_agents=2)
    anna, bo = add_agent("anna"), add_agent("bo")
    for user in (anna, bo):
        Membership.objects.create(team=team, user=user)
    add_shift(anna, at("2026-03-02 09:00"), hours=6)
    add_shift(bo, at("2026-03-02 10:00"), hours=5)

    found = asked(desk, team)

    monday = [row.values for row in found.grids[2].rows if row.values[0] == date(2026, 3, 2)]
    assert monday == [(date(2026, 3, 2), "09:00–10:00", HOUR, "At times only 1 agent of 2 wanted")]
    assert [row.values[0] for row in found.grids[1].rows] == ["Media"]


def test_each_team_stands_beside_the_desk(desk: Desk):
    team = add_team("wifi")
    anna = add_agent("anna")
    add_shift(anna, at("2026-03-02 09:00"), hours=6)
    Membership.objects.create(team=add_team("media"), user=anna)

    teams = asked(desk).grids[1]

    assert [(row.values[0], str(row.values[3])) for row in teams.rows] == [
        ("Whole desk", "20.0"),
        ("Media", "20.0"),
        (team.name, "0.0"),
    ]


def test_the_sentence_says_what_the_rest_was(desk: Desk):
    add_shift(add_agent("anna"), at("2026-03-02 09:00"), hours=120)

    found = asked(desk)

    assert found.sentences == (
        "100.0\u00a0% of the promised hours were kept (Whole desk): 25\u00a0h of 25\u00a0h."
        " The rest: 0\u00a0s with too few agents, 0\u00a0s closed because of the wait.",
    )
    assert str(found.headline) == "100.0"


def test_before_anything_is_on_record_nothing_is_claimed(desk: Desk):
    found = asked(desk)

    assert found.sentences == (
        "Nothing was promised in these days, or it is not on record who was there.",
    )
    assert found.notes == ("It is not on record yet who was there.",)
    assert {value for grid in found.grids[:2] for row in grid.rows for value in row.values[1:]} == {
        None
    }
    assert found.headline is None


def test_days_before_the_record_and_days_to_come_are_dashes_and_no_zeros(desk: Desk):
    add_shift(add_agent("anna"), at("2026-03-04 09:00"), hours=6)

    hours = asked(desk).grids[0]
    to_come = answer(desk, "hours-kept", "2031-01-06", "2031-01-07", grain=Grain.DAY).grids[0]

    assert [row.values[1] for row in hours.rows] == [
        *(None, None, 5 * HOUR, 5 * HOUR, 5 * HOUR, 0, 0, 15 * HOUR)
    ]
    assert [row.values[1:] for row in to_come.rows] == [(None,) * 5] * 3


def test_the_strip_has_a_solid_bar_for_kept_and_a_hatched_one_for_not_kept(desk: Desk):
    add_shift(add_agent("anna"), at("2026-03-02 10:00"), hours=2)

    drawn = asked(desk).pictures[0].svg(look("light", "broad"))

    monday = drawn.split("Mon 2.3.")[1].split("Tue 3.3.")[0]
    fills = [part.split('"')[0] for part in monday.split('fill="')[1:]]
    assert fills[:-1] == ["#12436d", "url(#short)", "none"]


def test_it_is_the_same_number_of_queries_for_one_team_and_for_three(
    desk: Desk, django_assert_num_queries
):
    add_shift(add_agent("anna"), at("2026-03-02 10:00"), hours=2)
    add_team("wifi")
    with django_assert_num_queries(14):
        asked(desk)
    add_team("media")
    add_team("print")
    with django_assert_num_queries(14):
        asked(desk)
