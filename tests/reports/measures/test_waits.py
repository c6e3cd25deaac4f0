"""Quantiles of waits kept in steps: exact at the steps, in between where they must be."""

import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.measures.waits import Spread
from reports.rollup.tables import EDGES


def spread(waits: list[float]) -> Spread:
    counts: dict[int, int] = {}
    for wait in waits:
        edge = next((edge for edge in EDGES if wait <= edge), 0)
        counts[edge] = counts.get(edge, 0) + 1
    return Spread(counts)


def test_no_waits_have_no_median():
    assert spread([]).quantile(0.5) is None


def test_waits_beyond_all_edges_have_an_unknown_quantile():
    assert spread([5000, 9000, 3]).quantile(0.9) == float("inf")


def test_a_step_is_shared_evenly():
    assert spread([12, 14, 16, 18]).quantile(0.5) == 15


@given(st.lists(st.floats(0.1, 3600), min_size=1), st.sampled_from([0.1, 0.5, 0.9]))
def test_the_quantile_lies_in_the_step_of_the_true_one(waits: list[float], share: float):
    true = sorted(waits)[max(0, -int(-share * len(waits) // 1) - 1)]

    found = spread(waits).quantile(share)

    assert found is not None
    upper = next(edge for edge in EDGES if true <= edge)
    lower = max((edge for edge in EDGES if edge < upper), default=0)
    assert lower <= found <= upper + 1e-9


def test_the_median_of_many_even_waits_is_about_theirs():
    waits = [each / 10 for each in range(1, 3000)]

    assert spread(waits).quantile(0.5) == pytest.approx(statistics.median(waits), rel=0.05)
