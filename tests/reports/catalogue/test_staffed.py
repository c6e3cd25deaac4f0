"""How many agents were there in promised hours, weighted by how long."""

from __future__ import annotations

from datetime import time

import pytest

from helpdesk.people.models import Desk, Membership, ServiceHours
from reports.charts.looks import look
from reports.choices import Grain
from reports.filters import Scope
from reports.report import Answer
from tests.reports.answered import add_agent, add_answered, add_shift
from tests.reports.catalogue.asking import answer
from tests.reports.rows import add_team, at

pytestmark = pytest.mark.django_db
MONDAY = at("2026-03-02 09:00")


@pytest.fixture
def desk() -> Desk:
    """Promises Mondays from nine to one."""
    ServiceHours.objects.create(weekday=0, opens=time(9), closes=time(13))
    return Desk.objects.create(pk=1)


def asked(desk: Desk, scope: Scope | None = None) -> Answer:
    return answer(desk, "staffed", "2026-03-02", "2026-03-08", grain=Grain.WEEK, scope=scope)


def shares(found: Answer, grid: int = 0) -> list[str]:
    return [str(value) for value in found.grids[grid].rows[0].values[2:6]]


def test_time_with_nobody_one_two_and_more_adds_up_to_all_of_it(desk: Desk):
    for number, hours in enumerate((3, 2, 1)):
        add_shift(add_agent(f"agent{number}"), MONDAY, hours=hours)

    found = asked(desk)

    assert shares(found) == ["25.0"] * 4
    assert shares(found, 1) == ["25.0"] * 4
    assert str(found.grids[0].rows[0].values[7]) == "1.5"
    assert found.sentences == (
        "Two agents or more were there for 50.0\u00a0% of the promised time (Whole desk), one for"
        " 25.0\u00a0%, nobody for 25.0\u00a0%; wanted are 1 at least.",
    )


def test_places_used_are_shown_of_five_people_only(desk: Desk):
    agents = [add_agent(f"agent{number}") for number in range(5)]
    add_shift(agents[0], MONDAY, hours=1)
    add_answered(agents[0], MONDAY, [10], minutes=30)
    team = add_team("wifi")
    for agent in agents[:4]:
        Membership.objects.create(team=team, user=agent)

    found = asked(desk)

    assert str(found.grids[0].rows[0].values[8]) == "8.3"
    teams = {row.values[0]: row.values[8] for row in found.grids[2].rows}
    assert teams["Wifi"] is None


def test_who_has_left_is_not_one_of_the_five(desk: Desk):
    agents = [add_agent(f"agent{number}") for number in range(6)]
    add_shift(agents[0], MONDAY, hours=1)
    small, large = add_team("wifi"), add_team("service")
    for agent in agents[:5]:
        Membership.objects.create(team=small, user=agent)
    for agent in agents:
        Membership.objects.create(team=large, user=agent)
    agents[4].is_active = False
    agents[4].save()

    teams = {row.values[0]: row.values[8] for row in asked(desk).grids[2].rows}

    assert (teams["Wifi"], str(teams["Service"])) == (None, "0.0")


def test_a_typical_week_has_a_panel_a_promised_day(desk: Desk):
    add_shift(add_agent("anna"), MONDAY, hours=2)

    found = asked(desk)

    assert [row.values for row in found.grids[3].rows][1:3] == [
        ("10–11", found.grids[3].rows[1].values[1]),
        ("11–12", found.grids[3].rows[2].values[1]),
    ]
    assert [str(value) for value in found.grids[3].column("day0")] == ["1.0", "1.0", "0.0", "0.0"]
    drawn = found.pictures[0].svg(look("light", "broad"))
    assert drawn.count("Monday") == 1
    assert "Tuesday" not in drawn


def test_weeks_before_the_record_are_dashes_and_no_zeros(desk: Desk):
    add_shift(add_agent("anna"), MONDAY, hours=2)

    found = answer(desk, "staffed", "2026-02-23", "2026-03-08", grain=Grain.WEEK)

    assert [row.values[1] for row in found.grids[0].rows] == [None, 4 * 3600, 4 * 3600]


def test_nobody_is_named(desk: Desk):
    add_shift(add_agent("anna"), MONDAY, hours=2)

    assert "Anna" not in repr(asked(desk))
