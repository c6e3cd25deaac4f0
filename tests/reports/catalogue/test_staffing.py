"""The need for agents is reckoned from what was measured, and says what it stands on."""

from datetime import timedelta

import pytest
from django.utils import translation

from chat.models import PresenceSpan
from helpdesk.people.models import Desk, User
from reports.charts.looks import look
from tests.reports.catalogue.asking import answer
from tests.reports.rows import add_contacts, add_team, at

pytestmark = pytest.mark.django_db
MONDAY = at("2026-03-02 09:00")


def add_worked(count: int, *, minutes: float, at_once: float, **fields) -> None:
    add_contacts(
        "chat",
        MONDAY,
        count,
        first_reply_at=MONDAY,
        ended_at=MONDAY + timedelta(minutes=minutes),
        concurrency=at_once,
        **fields,
    )


def grids(desk: Desk, **parameters: str):
    found = answer(desk, "staffing", "2026-03-02", "2026-03-08", **parameters)
    return found, {grid.key: grid for grid in found.grids}


def test_the_busiest_quarter_says_how_many_are_needed(desk: Desk):
    add_worked(30, minutes=8, at_once=1)

    found, by_key = grids(desk)

    assert found.sentences == (
        "The busiest quarter of an hour is Monday at 09:00: it needs 7 agents at chats,"
        " 10 on the roster.",
    )
    assert [row.values[:2] for row in by_key["need"].rows] == [("09:00", 7)]


def test_a_quarter_is_written_as_all_times_are(desk: Desk):
    add_worked(30, minutes=8, at_once=1)

    with translation.override("fi"):
        found, by_key = grids(desk)

    assert by_key["need"].column("from") == ["9.00"]
    assert " 9.00" in found.sentences[0]


def test_measured_times_are_used_where_enough_chats_stand_behind_them(desk: Desk):
    add_worked(30, minutes=8, at_once=1)
    add_worked(30, minutes=12, at_once=1.9)
    add_worked(5, minutes=60, at_once=3)

    _found, by_key = grids(desk, cap="3")

    assert [row.values for row in by_key["times"].rows] == [
        (1, 30, 480, 480),
        (2, 30, 720, 720),
        (3, 5, 3600, 828),
    ]


def test_who_was_there_is_the_mean_over_such_days(desk: Desk):
    add_worked(4, minutes=8, at_once=1)
    for name, start, end in (("a", "08:50", "09:15"), ("b", "09:05", "10:00")):
        PresenceSpan.objects.create(
            user=User.objects.create_user(name),
            status="online",
            capacity=4,
            starts_at=at(f"2026-03-02 {start}"),
            ends_at=at(f"2026-03-02 {end}"),
        )
    PresenceSpan.objects.create(
        user=User.objects.get(username="a"),
        status="away",
        capacity=4,
        starts_at=at("2026-03-02 09:15"),
        ends_at=at("2026-03-02 10:00"),
    )

    _found, by_key = grids(desk)

    assert [str(value) for value in by_key["have"].column("d0")] == ["1.7"]


def test_one_pool_needs_no_more_than_teams_apart(desk: Desk):
    for slug in ("wifi", "moodle", "print"):
        add_worked(4, minutes=8, at_once=1, team=add_team(slug))

    _found, by_key = grids(desk)

    *teams, apart, pooled = (row.values[1] for row in by_key["pools"].rows)
    assert apart == sum(teams)
    assert pooled < apart


def test_a_lower_cap_or_a_stricter_promise_needs_more(desk: Desk):
    add_worked(30, minutes=8, at_once=1)

    needs = [
        grids(desk, **given)[1]["need"].rows[0].values[1]
        for given in ({"cap": "6"}, {"cap": "1"}, {"cap": "1", "share": "99", "within": "10"})
    ]

    assert needs == sorted(needs)
    assert needs[0] < needs[1] < needs[2]


def test_without_chats_nobody_was_needed(desk: Desk):
    found, by_key = grids(desk)

    assert found.sentences == ("There was no chat in this period, so nobody was needed.",)
    assert by_key == {}


def test_a_need_that_cannot_be_met_is_a_dash_and_never_nobody(desk: Desk):
    add_contacts("chat", MONDAY, 900)

    found, by_key = grids(desk, cap="1", share="99", within="1")

    assert found.sentences == (
        "The busiest quarter of an hour is Monday at 09:00: not even 60 agents would do then what"
        " was asked.",
    )
    assert by_key["need"].column("d0") == [None]
    assert [row.values[1] for row in by_key["pools"].rows] == [None, None, None]
    assert "choices" not in by_key
    assert found.pictures[0].svg is not None
    assert found.pictures[0].svg(look("light", "wide")).startswith("<svg")
