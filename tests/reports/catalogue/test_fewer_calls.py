"""Calls that fall because people chat are told from calls that fall because nobody comes."""

import pytest

from helpdesk.people.models import Desk
from tests.reports.catalogue.asking import answer
from tests.reports.rows import add_contacts, add_team, add_topic, at

pytestmark = pytest.mark.django_db
BEFORE, NOW = at("2026-02-05 12:00"), at("2026-03-05 12:00")


def test_a_fall_of_the_share_is_told_from_a_fall_of_demand(desk: Desk):
    add_contacts("phone", BEFORE, 20)
    add_contacts("chat", BEFORE, 80)
    add_contacts("phone", NOW, 15)
    add_contacts("chat", NOW, 95)

    found = answer(desk, "fewer-calls", "2026-03-01", "2026-03-31")

    assert found.sentences == (
        "Calls changed by −25.0 %: demand by +10.0 %, the phone's share by −31.8 %.",
    )
    assert found.warnings == ()


def test_teams_that_tell_the_opposite_are_pointed_out(desk: Desk):
    students, staff = add_team("students"), add_team("staff")
    for team, when, calls, chats in (
        (students, BEFORE, 60, 540),
        (staff, BEFORE, 140, 260),
        (students, NOW, 36, 364),
        (staff, NOW, 192, 408),
    ):
        add_contacts("phone", when, calls, team=team)
        add_contacts("chat", when, chats, team=team)

    found = answer(desk, "fewer-calls", "2026-03-01", "2026-03-31")

    assert found.warnings == (
        "The teams tell the opposite of the whole: within them the phone's share moved by"
        " −2.0 points, over all by +2.8. Some teams grew more than others.",
    )


def test_the_tables_of_groups_say_what_their_rows_are(desk: Desk):
    group = {"team": add_team("students"), "topic": add_topic("wifi")}
    add_contacts("phone", BEFORE, 20, **group)
    add_contacts("phone", NOW, 15, **group)

    found = answer(desk, "fewer-calls", "2026-03-01", "2026-03-31")

    heads = [(grid.title, grid.columns[0].title) for grid in found.grids[1:]]
    assert heads == [("By team", "Team"), ("By topic", "Topic")]


def test_too_few_calls_are_not_explained(desk: Desk):
    add_contacts("chat", NOW, 5)

    found = answer(desk, "fewer-calls", "2026-03-01", "2026-03-31")

    assert found.sentences == ("There were 0 calls before and 0 now: too few to say why.",)


def test_calls_of_a_period_before_records_are_not_compared_in_silence(desk: Desk):
    add_contacts("phone", NOW, 5)

    found = answer(desk, "fewer-calls", "2026-03-01", "2026-03-31")

    assert found.sentences == ("There were 0 calls before and 5 now: too few to say why.",)
    assert found.warnings == (
        "Records begin on 5 Mar 2026: the period compared with is not whole.",
    )
