"""Control charts of weekly shares: chance alone seldom alarms, real changes are found."""

from math import sqrt
from random import Random
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.control import BASELINE, Count, Usual, usual, watch

N = 600


def weeks(rng: Random, shares: list[float], *, wobble: float = 0.0) -> list[Count]:
    """Weeks of 600 contacts; `wobble` is how much the true share varies from week to week."""
    found = []
    for share in shares:
        true = min(1.0, max(0.0, rng.gauss(share, wobble)))
        found.append((sum(rng.random() < true for _ in range(N)), N))
    return found


def test_with_less_than_26_weeks_nothing_is_said() -> None:
    assert watch([(1, 2)] * (BASELINE - 1)) is None
    assert watch([(1, 2)] * BASELINE) is not None


def test_without_over_dispersion_it_is_the_plain_p_chart() -> None:
    steady = usual([(119 + 2 * (n % 2), N) for n in range(BASELINE)])

    assert (steady.share, steady.spread) == (0.2, 1.0)
    away = 3 * sqrt(0.2 * 0.8 / N)
    assert steady.limits(N) == pytest.approx((0.2 - away, 0.2 + away))


def test_weeks_that_wobble_widen_the_limits() -> None:
    rng = Random(1)
    steady, wobbling = (
        usual(weeks(rng, [0.2] * 200, wobble=wobble)).spread for wobble in (0.0, 0.03)
    )

    # The variance of the wobble adds to that of chance: (0.0163² + 0.03²) / 0.0163² is 2.09².
    assert steady == pytest.approx(1.0, abs=0.1)
    assert wobbling == pytest.approx(2.09, abs=0.25)


@pytest.mark.parametrize("wobble", [0.0, 0.02])
def test_chance_alone_alarms_in_few_of_the_years(wobble: float) -> None:
    rng = Random(7)
    years = 150

    alarms = 0
    for _ in range(years):
        found = watch(weeks(rng, [0.2] * (BASELINE + 52), wobble=wobble))
        assert found
        alarms += bool(found.changes)

    assert 0.05 <= alarms / years <= 0.25


def test_a_fall_of_two_points_is_found_within_weeks() -> None:
    rng = Random(3)
    delays, starts = [], []
    for _ in range(60):
        found = watch(weeks(rng, [0.2] * BASELINE + [0.18] * 52))
        assert found
        falls = [change for change in found.changes if change.after < change.before]
        if falls:
            delays.append(falls[0].found - BASELINE + 1)
            starts.append(falls[0].start - BASELINE)

    assert len(delays) >= 57
    assert 5 <= median(delays) <= 12
    assert median(starts) <= 3


def test_a_change_tells_when_it_began_and_what_was_before_and_after() -> None:
    found = watch([(120, N)] * 30 + [(60, N)] * 30)

    assert found
    (change,) = found.changes
    assert (change.start, change.before, change.after) == (30, 0.2, 0.1)
    assert change.after < change.before
    assert found.weeks[29].usual.share == 0.2
    assert found.weeks[30].usual.share == 0.1
    assert len(found.weeks) == 60


def test_one_odd_week_is_outside_of_the_limits_and_no_change() -> None:
    found = watch([(119 + 2 * (n % 2), N) for n in range(BASELINE)] + [(175, N), (120, N)])

    assert found
    assert [week.is_outside for week in found.weeks[-3:]] == [False, True, False]
    assert found.changes == ()


def test_weeks_without_anybody_change_nothing() -> None:
    counts = [(119 + 2 * (n % 2), N) for n in range(BASELINE + 10)]

    found = watch([*counts, (0, 0), (0, 0)])

    assert found
    assert found.changes == ()
    assert not found.weeks[-1].is_outside


def test_a_channel_that_nobody_uses_is_never_outside() -> None:
    found = watch([(0, N)] * 40)

    assert found
    assert found.changes == ()
    assert usual([(0, 0)] * BASELINE) == Usual(0.0, 1.0)


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(9, 30)), min_size=BASELINE, max_size=90))
def test_there_is_a_week_for_each_week(counts: list[Count]) -> None:
    found = watch(counts)

    assert found
    assert [week.count for week in found.weeks] == counts
    assert all(change.start <= change.found < len(counts) for change in found.changes)
