"""What is adjusted for is taken out, and nothing else; bands are as wide as days differ."""

from __future__ import annotations

from math import exp, log
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.adjusting import adjusted, banded, raw
from reports.strata import HEAPS, Cell, deal

HOURS = range(8)


def cell(agent: str, at: int, n: int, mean: float, *, day: int = 0) -> Cell:
    return Cell(stratum=agent, at=at, cluster=(agent, day), n=n, total=n * mean)


def test_the_slow_who_work_late_do_not_make_the_late_hours_slow() -> None:
    """No fatigue at all: afternoons are manned by slower agents, and are busier."""
    rng = Random(3)
    cells = []
    for agent, pace in enumerate([8, 10, 12, 16, 20, 25]):
        for day in range(20):
            for hour in HOURS:
                for load in (1, 2, 3):
                    expected = 4 + (10 if (agent > 2) == (hour > 3) else 1)
                    n = rng.randrange(expected) * (load if hour > 3 else 4 - load)
                    gap = log(pace * load) * n + sum(rng.gauss(0, 0.3) for _ in range(n))
                    cells.append(Cell((agent, load), hour, (agent, day), n, gap))

    all_of_them, same = raw(deal(cells).whole), banded(deal(cells), adjusted)

    assert exp(all_of_them[6] - all_of_them[1]) > 1.5
    assert 0.95 < exp(same[6].value - same[1].value) < 1.05
    mean = sum(each.total for each in cells) / sum(each.n for each in cells)
    held = [each.low < mean < each.high for each in same.values() if each.low and each.high]
    assert held.count(True) >= 7


@given(
    st.dictionaries(
        st.tuples(st.sampled_from("abcd"), st.integers(0, 4)), st.integers(1, 50), min_size=1
    ),
    st.lists(st.floats(-3, 3), min_size=5, max_size=5),
)
def test_what_the_axis_does_is_found_again(
    counts: dict[tuple[str, int], int], effects: list[float]
) -> None:
    """Whatever the spread of the work: level plus effect, measured without chance."""
    counts |= {("a", at): counts.get(("a", at), 1) for at in range(5)}
    levels = {"a": 1.0, "b": 5.0, "c": -2.0, "d": 0.5}
    cells = [cell(who, at, n, levels[who] + effects[at]) for (who, at), n in counts.items()]

    found = adjusted(deal(cells).whole)

    shift = found[0] - effects[0]
    assert [found[at] for at in range(5)] == pytest.approx(
        [effect + shift for effect in effects], abs=1e-3
    )


@settings(max_examples=40)
@given(
    st.lists(
        st.tuples(st.sampled_from("abc"), st.integers(0, 3), st.integers(1, 9), st.floats(0, 9)),
        min_size=1,
        max_size=30,
    )
)
def test_it_is_least_squares(rows: list[tuple[str, int, int, float]]) -> None:
    """numpy's own solution of the same model, where all places are comparable."""
    rows += [("a", at, 1, 1.0) for at in range(4)] + [(who, 0, 1, 2.0) for who in "abc"]
    cells = [cell(*row) for row in rows]
    design = np.zeros((len(rows), 7))
    for line, (who, at, n, _mean) in enumerate(rows):
        design[line, "abc".index(who)] = design[line, 3 + at] = np.sqrt(n)
    values = np.array([np.sqrt(n) * mean for _who, _at, n, mean in rows])
    solved = np.linalg.lstsq(design, values, rcond=None)[0]

    found = adjusted(deal(cells).whole)

    assert [found[at] - found[0] for at in range(4)] == pytest.approx(
        [solved[3 + at] - solved[3] for at in range(4)], abs=1e-3
    )


def test_the_mean_of_all_stays() -> None:
    cells = [cell("a", 0, 10, 1.0), cell("a", 1, 30, 3.0), cell("b", 1, 10, 9.0)]

    found = adjusted(deal(cells).whole)

    assert (10 * found[0] + 40 * found[1]) / 50 == pytest.approx(190 / 50)


def test_bands_come_from_days_and_not_from_single_answers() -> None:
    """Ten times the answers of the same days make nothing surer."""
    rng = Random(5)
    days = [rng.gauss(0, 1) for _ in range(40)]
    few, many = (
        banded(deal(cell("a", 0, n, mean, day=day) for day, mean in enumerate(days)), raw)[0]
        for n in (10, 100)
    )

    assert (few.low, few.high) == pytest.approx((many.low, many.high))
    assert few.high is not None
    assert few.high - few.value == pytest.approx(2.09 / 40**0.5, rel=0.35)


def test_too_few_days_have_no_band() -> None:
    cells = [cell("a", 0, 10, 1.0, day=day) for day in range(9)]

    assert banded(deal(cells), raw)[0].low is None
    assert banded(deal([*cells, cell("a", 0, 10, 1.0, day=9)]), raw)[0].low == 1.0


def test_a_place_that_hangs_on_one_day_has_no_band() -> None:
    cells = [cell("a", 0, 10, 1.0, day=day) for day in range(HEAPS)] + [cell("a", 1, 5, 2.0)]

    found = banded(deal(cells), raw)

    assert (found[0].low, found[1].low) == (1.0, None)


def test_places_that_nobody_joins_are_not_compared() -> None:
    cells = [cell("a", 0, 10, 1.0), cell("a", 1, 30, 3.0), cell("b", 2, 39, 9.0)]

    assert list(adjusted(deal(cells).whole)) == [0, 1]


def test_nothing_has_no_means() -> None:
    assert (raw(deal([]).whole), adjusted(deal([]).whole), banded(deal([]), adjusted)) == (
        {},
        {},
        {},
    )


def test_places_put_together_are_their_values_together() -> None:
    cells = [cell("a", at, at + 1, 2.0 * at, day=at) for at in range(4)]
    halves = [each._replace(at=each.at // 2) for each in cells]

    assert deal(cells).placed(lambda at: at // 2) == deal(halves)
