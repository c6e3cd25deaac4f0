"""Our statistics beside those of statsmodels and beside exact fractions."""

from fractions import Fraction
from math import exp, log

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm
from statsmodels.stats.proportion import proportion_confint

from reports import shares
from reports.intervals import Z95, wilson
from reports.measures.split import Group, demand, split

SAMPLES = st.integers(1, 20_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
GROUPS = st.lists(
    st.tuples(*[st.tuples(st.integers(0, 400), st.integers(0, 400))] * 2), min_size=1, max_size=8
)


@given(SAMPLES)
def test_the_wilson_interval_is_that_of_statsmodels(sample: tuple[int, int]) -> None:
    interval = wilson(*sample)

    assert interval
    low, high = proportion_confint(*sample, alpha=0.05, method="wilson")
    assert (interval.low, interval.high) == pytest.approx((low, high), abs=1e-9)


@given(SAMPLES, st.sampled_from([0.2, 0.1, 0.01]))
def test_so_it_is_at_other_levels(sample: tuple[int, int], alpha: float) -> None:
    interval = wilson(*sample, z=norm.ppf(1 - alpha / 2))

    assert interval
    low, high = proportion_confint(*sample, alpha=alpha, method="wilson")
    assert (interval.low, interval.high) == pytest.approx((low, high), abs=1e-9)


def test_the_quantile_of_95_percent_is_exact() -> None:
    assert pytest.approx(norm.ppf(0.975), abs=1e-12) == Z95


@given(SAMPLES)
def test_shares_are_rounded_once_from_exact_fractions(sample: tuple[int, int]) -> None:
    part, whole = sample
    share = shares.percent(part, whole)

    assert share is not None
    assert abs(Fraction(share) - Fraction(100 * part, whole)) <= Fraction(1, 20)


@given(GROUPS)
def test_within_and_mix_add_up_to_the_exact_change(
    counts: list[tuple[tuple[int, int], tuple[int, int]]],
) -> None:
    groups = [
        Group(str(i), before[0], sum(before), now[0], sum(now))
        for i, (before, now) in enumerate(counts)
    ]
    found = split(groups)
    whole0, whole1 = sum(g.whole0 for g in groups), sum(g.whole1 for g in groups)
    if not whole0 or not whole1:
        assert found is None
        return

    assert found
    change = Fraction(100 * sum(g.part1 for g in groups), whole1) - Fraction(
        100 * sum(g.part0 for g in groups), whole0
    )
    assert found.within + found.mix == pytest.approx(float(change), abs=1e-9)


@given(st.integers(1, 5000), st.integers(0, 5000), st.integers(1, 5000), st.integers(0, 5000))
def test_demand_times_share_is_the_exact_change(
    part0: int, rest0: int, part1: int, rest1: int
) -> None:
    found = demand(part0, part0 + rest0, part1, part1 + rest1)

    assert found
    both = (1 + found.by_whole / 100) * (1 + found.by_share / 100)
    assert both == pytest.approx(float(Fraction(part1, part0)), rel=1e-9)


def test_the_worked_example_of_the_split() -> None:
    """Phone −38 %: demand +0.095 and share −0.573 log points."""
    found = demand(2000, 10_000, 1240, 10_996)

    assert found
    assert log(1 + found.by_whole / 100) == pytest.approx(0.095, abs=0.001)
    assert log(1 + found.by_share / 100) == pytest.approx(-0.573, abs=0.001)
    assert found.change == pytest.approx(100 * (exp(0.095 - 0.573) - 1), abs=0.1)
