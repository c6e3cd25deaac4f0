"""What is published of measurements."""

from __future__ import annotations

import pytest

from tests.bench.figures import Goal, Row, median_ratio, percentile, spread


@pytest.mark.parametrize(
    ("share", "value"), [(0.5, 50.0), (0.95, 95.0), (0.99, 99.0), (1.0, 100.0), (0.001, 1.0)]
)
def test_a_percentile_is_the_smallest_value_that_the_share_does_not_exceed(
    share: float, value: float
) -> None:
    assert percentile([float(n) for n in range(100, 0, -1)], share) == value


def test_of_one_value_every_percentile_is_that_value() -> None:
    assert [percentile([7.0], share) for share in (0.5, 0.99)] == [7.0, 7.0]


def test_a_ratio_is_taken_lap_by_lap_so_that_a_slow_minute_hits_both_sides() -> None:
    assert median_ratio([400, 40, 600], [100, 10, 100]) == 4


def test_figures_that_were_not_taken_together_have_no_ratio() -> None:
    with pytest.raises(ValueError, match="shorter"):
        median_ratio([1, 2], [1])


def test_a_spread_shows_the_median_and_how_far_runs_lie_apart() -> None:
    assert spread([1200.4, 999.6, 3000]) == "1,200 (1,000 to 3,000)"
    assert spread([0.25, 0.5], 1) == "0.4 (0.2 to 0.5)"


@pytest.mark.parametrize(
    ("goal", "figure", "verdict"),
    [
        (Goal(4, "×", "more"), 4.0, "met"),
        (Goal(4, "×", "more"), 3.9, "**missed**"),
        (Goal(50, " ms", "less"), 50.0, "met"),
        (Goal(50, " ms", "less"), 51.0, "**missed**"),
    ],
)
def test_a_goal_is_met_or_missed(goal: Goal, figure: float, verdict: str) -> None:
    assert Row("what", "figure", goal=goal, judged=figure).verdict == verdict


def test_a_row_without_a_goal_is_not_judged() -> None:
    assert str(Row("connects", "400")) == "| connects | 400 | – | – | – |"


def test_a_row_says_its_goal() -> None:
    row = Row("shown", "12", "usual: 9", Goal(50, " ms", "less"), 12)

    assert str(row) == "| shown | 12 | usual: 9 | ≤ 50 ms | met |"
