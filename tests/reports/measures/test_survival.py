"""How long it takes, the unfinished counted: against another library, and by first principles."""

from random import Random

import numpy
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from statsmodels.duration.survfunc import SurvfuncRight

from reports.measures.survival import Cohort, still_open, time_for

EDGES = (10, 20, 40, 80, 160, 320)
TIMES = st.lists(st.integers(1, 320), min_size=1, max_size=60)


def cohort(done: list[int], waiting: list[int]) -> Cohort:
    by_edge = dict.fromkeys(EDGES, 0)
    for time in done:
        by_edge[next(edge for edge in EDGES if time <= edge)] += 1
    return Cohort(by_edge, open=[(float(time), 1) for time in waiting])


@given(done=TIMES)
def test_where_all_is_done_the_shares_are_those_counted(done: list[int]):
    found = still_open(cohort(done, []), EDGES)

    for edge, share in found:
        assert share == pytest.approx(sum(time > edge for time in done) / len(done))


@given(done=TIMES)
@example(done=[15, 30, 30, 60, 60, 120, 120, 120, 120, 120])
@example(done=[5, 5, 15, 15, 30, 120, 120, 120, 120, 120])
def test_half_is_done_between_the_edges_around_the_median(done: list[int]):
    half = time_for(0.5, still_open(cohort(done, []), EDGES))

    median = sorted(done)[(len(done) - 1) // 2]
    edge = next(edge for edge in EDGES if median <= edge)
    below = max((low for low in (0, *EDGES) if low < edge), default=0)
    assert half is not None
    assert below <= half <= edge


def test_the_open_ones_are_not_forgotten():
    rng = Random(5)
    truth = [rng.expovariate(1 / 40) for _ in range(4000)]
    seen_until = [rng.uniform(5, 60) for _ in truth]
    done = [max(1, round(t)) for t, u in zip(truth, seen_until, strict=True) if t <= u]
    waiting = [round(u) for t, u in zip(truth, seen_until, strict=True) if t > u]
    edges = tuple(range(2, 60, 2))
    counted = {edge: sum(edge - 2 < time <= edge for time in done) for edge in edges}

    found = time_for(0.5, still_open(Cohort(counted, open=[(float(w), 1) for w in waiting]), edges))

    # The median of the closed ones alone is about half of the truth, 27.7.
    exact = SurvfuncRight(
        numpy.array([min(t, u) for t, u in zip(truth, seen_until, strict=True)]),
        numpy.array([t <= u for t, u in zip(truth, seen_until, strict=True)]),
    )
    assert sorted(done)[len(done) // 2] < 18
    assert found == pytest.approx(exact.quantile(0.5), abs=1.5)


def test_what_is_not_seen_to_happen_often_enough_has_no_time():
    few = Cohort({10: 1}, open=[(500.0, 9)])

    assert time_for(0.5, still_open(few, EDGES)) is None
    assert time_for(0.1, still_open(few, EDGES)) == 10


def test_nothing_takes_no_time():
    assert still_open(Cohort({}), EDGES) == []
    assert time_for(0.5, []) is None


def test_what_took_longer_than_all_edges_is_at_risk_to_the_end():
    assert still_open(Cohort({10: 1}, later=1), EDGES)[-1] == (320, 0.5)
