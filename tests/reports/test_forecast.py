"""Forecasts: the same for the same past, honest where there is little of it."""

from math import sin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports import forecast


def series(weeks: int, start: float = 0.4, end: float = 0.2) -> list[float]:
    """Log odds of a share that falls in a straight line, with a small wave."""
    shares = [start + (end - start) * n / weeks + 0.01 * sin(n) for n in range(weeks)]
    return [forecast.logit(round(1000 * share), 1000) for share in shares]


def test_with_less_than_half_a_year_there_is_no_forecast():
    assert forecast.fit(series(25)) is None
    assert forecast.fit(series(26)) is not None


def test_the_same_past_gives_the_same_future():
    model = forecast.fit(series(120))
    assert model

    assert forecast.paths(model, 8, count=5) == forecast.paths(model, 8, count=5)


def test_a_steady_share_is_expected_to_stay():
    model = forecast.fit([forecast.logit(300, 1000)] * 130)
    assert model

    bands = forecast.bands(forecast.paths(model, 10, count=50))

    assert [round(band.middle, 3) for band in bands] == [0.3] * 10


def test_a_falling_share_is_expected_to_fall_on_as_it_did_a_year_ago():
    model = forecast.fit(series(156))
    assert model

    bands = forecast.bands(forecast.paths(model, 26))

    assert bands[-1].middle < 0.2
    assert bands[-1].low95 <= bands[-1].low80 <= bands[-1].middle <= bands[-1].high80


def test_the_further_ahead_the_wider_the_fan():
    model = forecast.fit(series(156))
    assert model

    bands = forecast.bands(forecast.paths(model, 26))

    assert bands[0].high80 - bands[0].low80 < bands[-1].high80 - bands[-1].low80


def test_a_goal_far_away_has_no_chance_and_one_already_met_a_sure_one():
    model = forecast.fit(series(156))
    assert model
    drawn = forecast.paths(model, 8)

    assert (forecast.chance(drawn, 0.01), forecast.chance(drawn, 0.9)) == (0, 1)


def test_a_goal_is_met_by_four_weeks_not_by_one():
    assert forecast.chance([[0.3, 0.3, 0.3, 0.05]], 0.1) == 0


def test_the_error_of_forecasts_of_a_steady_share_is_none_at_all():
    assert forecast.back_test([0.5] * 100, ahead=4) == pytest.approx(0)
    assert forecast.back_test([0.5] * 20, ahead=4) is None


@given(st.integers(0, 500), st.integers(0, 500))
def test_shares_of_log_odds_are_shares(part: int, rest: int):
    assert 0 < forecast.share(forecast.logit(part, part + rest)) < 1


def test_a_week_without_anybody_is_taken_as_the_one_before():
    found = forecast.logits([(0, 0), (3, 10), (0, 0), (5, 10)])

    assert found == [forecast.logit(3, 10), forecast.logit(3, 10), forecast.logit(5, 10)]


def test_what_falls_faster_falls_by_that_percent_of_itself_each_month():
    path = forecast.faster([[0.5] * 52], 10)[0]

    assert path[51] == pytest.approx(0.5 * 0.9**12)
    assert forecast.faster([[0.5] * 52], 0) == [[0.5] * 52]
