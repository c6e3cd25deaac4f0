"""How sure a change against the year before is."""

from random import Random

import pytest
from scipy.stats import t

from reports.measures.paired import changed


def test_the_interval_is_students_of_the_differences_of_weeks():
    rng = Random(3)
    pairs = [(rng.randrange(80, 120), rng.randrange(100, 140)) for _ in range(26)]

    found = changed(pairs)

    differences = [now - before for now, before in pairs]
    middle, n = sum(differences), len(differences)
    spread = (sum((d - middle / n) ** 2 for d in differences) / (n - 1)) ** 0.5
    half = t.ppf(0.975, n - 1) * spread * n**0.5
    assert found
    assert found.value == middle
    assert (found.low, found.high) == pytest.approx((middle - half, middle + half), rel=0.001)


def test_with_fewer_than_eight_weeks_nothing_is_said():
    assert changed([(1, 2)] * 7) is None


def test_weeks_that_all_differ_alike_leave_no_doubt():
    found = changed([(5, 8)] * 8)

    assert found
    assert (found.value, found.low, found.high) == (-24, -24.0, -24.0)


@pytest.mark.parametrize(
    ("low", "high", "meets"), [(-30, -20, True), (-24, 5, True), (-23, 0, False), (-40, -25, False)]
)
def test_two_intervals_agree_where_they_have_anything_in_common(low, high, meets):
    found = changed([(5, 8)] * 8)

    assert found
    assert found.meets(low, high) is meets
