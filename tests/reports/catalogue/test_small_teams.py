"""Figures about agents' work are told of five people at least, and nobody's are what is left."""

from __future__ import annotations

import pytest
from django.test import Client

from helpdesk.people.models import Desk, Team
from reports.charts.looks import look
from reports.filters import Scope
from reports.grids import Grid
from reports.measures.satisfaction import satisfaction
from reports.periods import Period
from reports.report import Answer
from tests.reports.answered import add_agent, add_answered, add_shift, hand_over
from tests.reports.catalogue.asking import answer
from tests.reports.rows import add_contacts, add_team, at, filters
from tickets.models import Contact

pytestmark = pytest.mark.django_db
START = at("2026-03-02 08:00")
MARCH = ("2026-03-01", "2026-03-31")
FEW = "Not enough agents to tell: figures are shown of five agents at least."


def work(slug: str, agents: int) -> Team:
    """Each agent of the team has two chats, rated 5 and transferred once."""
    team = add_team(slug)
    for number in range(agents):
        agent = add_agent(f"{slug}{number}")
        add_shift(agent, START)
        for _chat in range(2):
            add_answered(agent, START, [5], rating=5, team=team)
    Contact.objects.filter(team=team).update(transfers=1)
    hand_over()
    return team


def by_team(found: Answer) -> dict[str, int]:
    grid = _grid(found, "by-team")
    return {str(row.values[0]): int(str(row.values[1])) for row in grid.rows}


def _grid(found: Answer, key: str) -> Grid:
    return next(each for each in found.grids if each.key == key)


@pytest.mark.parametrize("slug", ["satisfaction", "transfers"])
def test_a_team_of_five_has_a_line_of_its_own(slug: str, desk: Desk):
    work("campus", 5)
    work("media", 6)

    assert by_team(answer(desk, slug, *MARCH)) == {"Media": 12, "Campus": 10}


@pytest.mark.parametrize("slug", ["satisfaction", "transfers"])
def test_teams_of_fewer_are_one_line_where_that_stands_for_five(slug: str, desk: Desk):
    work("campus", 2)
    work("media", 3)
    work("service", 5)

    assert by_team(answer(desk, slug, *MARCH)) == {
        "Service": 10,
        "Smaller teams together: Campus, Media": 10,
    }


@pytest.mark.parametrize("slug", ["satisfaction", "transfers"])
def test_the_one_small_team_is_not_what_is_left_of_the_whole(slug: str, desk: Desk):
    work("campus", 2)
    work("media", 5)
    work("service", 6)

    assert by_team(answer(desk, slug, *MARCH)) == {
        "Service": 12,
        "Smaller teams together: Campus, Media": 14,
    }


@pytest.mark.parametrize("slug", ["satisfaction", "transfers"])
def test_a_desk_of_four_is_told_as_a_whole_only(slug: str, desk: Desk):
    work("campus", 2)
    work("media", 2)

    found = answer(desk, slug, *MARCH)

    assert by_team(found) == {}
    assert found.headline == 100


def test_the_line_of_smaller_teams_leads_to_no_list(desk: Desk):
    work("campus", 2)
    work("media", 3)

    assert [row.drills for row in _grid(answer(desk, "transfers", *MARCH), "by-team").rows] == [{}]


def test_no_picture_of_ratings_shows_a_small_team(desk: Desk):
    work("campus", 2)
    work("media", 5)
    work("service", 6)

    spread = answer(desk, "satisfaction", *MARCH).pictures[0]

    assert spread.svg is not None
    drawn = spread.svg(look("light", "wide"))
    assert ("Service" in drawn, ">Campus<" in drawn, ">Media<" in drawn) == (True, False, False)


def test_the_filter_does_not_tell_what_the_line_hides(desk: Desk):
    scope = Scope(work("campus", 4))

    rated, passed = (
        answer(desk, slug, *MARCH, scope=scope) for slug in ("satisfaction", "transfers")
    )

    assert (rated.sentences, rated.grids, rated.pictures) == ((FEW,), (), ())
    assert passed.sentences[0] == FEW
    assert [grid.key for grid in passed.grids] == ["hops", "matrix"]
    assert passed.headline is None


def test_who_answered_in_chats_that_nobody_rated_stands_behind_no_rating(desk: Desk):
    team = work("campus", 5)
    Contact.objects.filter(agent__username="campus0").update(satisfaction=None)

    found = answer(desk, "satisfaction", *MARCH, scope=Scope(team))

    assert found.sentences == (FEW,)


def test_quality_of_a_small_team_is_told_without_its_ratings(desk: Desk):
    few, many = work("campus", 4), work("media", 5)

    found, whole = (answer(desk, "quality", *MARCH, scope=Scope(team)) for team in (few, many))

    assert "satisfaction" not in [grid.key for grid in found.grids]
    assert "satisfied" not in [picture.key for picture in found.pictures]
    assert found.notes[-1] == (
        "Ratings of this team are not shown: fewer than five agents stand behind them."
    )
    assert _grid(whole, "satisfaction").rows[0].values[1] == 10


def test_the_mix_of_channels_is_shown_of_teams_of_any_size(desk: Desk):
    team = work("campus", 1)
    add_contacts("phone", START, 6, team=team)

    found = answer(desk, "changes", *MARCH, scope=Scope(team))

    assert FEW not in found.sentences


@pytest.mark.parametrize(("agents", "shown"), [(4, False), (5, True)])
def test_the_front_page_of_a_team_keeps_to_it_too(
    agents: int, shown: bool, desk: Desk, pages: Client
):
    team = work("campus", agents)
    hits = Contact.objects.filter(team=team)
    assert hits.count() == 2 * agents

    found = satisfaction(filters(*MARCH, scope=Scope(team)), zone=desk.zone)

    assert (found.is_told, found.now.n) == (shown, 2 * agents if shown else 0)
    assert pages.get(f"/reports/?team={team.slug}").status_code == 200


def test_days_left_out_take_their_agents_with_them(desk: Desk):
    team = work("campus", 4)
    late = add_agent("late")
    day = at("2026-03-09 08:00")
    add_shift(late, day)
    add_answered(late, day, [5], rating=5, team=team)
    hand_over()
    without = Scope(team, left_out=(Period(day.date(), day.date()),))

    assert answer(desk, "transfers", *MARCH, scope=Scope(team)).sentences[0] != FEW
    assert answer(desk, "transfers", *MARCH, scope=without).sentences[0] == FEW
