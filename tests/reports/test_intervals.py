import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import t

from reports.intervals import difference, student, wilson


@pytest.mark.parametrize(
    ("hits", "n", "low", "high"),
    [
        (45, 50, 78.6, 95.7),
        (90, 100, 82.6, 94.5),
        (180, 200, 85.1, 93.4),
        (465, 500, 90.4, 94.9),
        (0, 10, 0.0, 27.8),
        (10, 10, 72.2, 100.0),
        (1, 1, 20.7, 100.0),
    ],
)
def test_wilson_interval_has_its_known_values(hits: int, n: int, low: float, high: float) -> None:
    interval = wilson(hits, n)

    assert interval is not None
    assert (round(100 * interval.low, 1), round(100 * interval.high, 1)) == (low, high)


def test_a_sample_of_nobody_has_no_interval() -> None:
    assert wilson(0, 0) is None
    assert difference(0, 0, 5, 10) is None
    assert difference(5, 10, 0, 0) is None


@pytest.mark.parametrize(("hits", "n"), [(-1, 5), (6, 5)])
def test_hits_beyond_the_sample_are_refused(hits: int, n: int) -> None:
    with pytest.raises(ValueError, match="between"):
        wilson(hits, n)


@given(st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_holds_the_share_and_stays_within_nothing_and_all(
    sample: tuple[int, int],
) -> None:
    hits, n = sample
    interval, mirrored = wilson(hits, n), wilson(n - hits, n)

    assert interval is not None
    assert mirrored is not None
    assert 0 <= interval.low <= hits / n <= interval.high <= 1
    assert interval.low == pytest.approx(1 - mirrored.high)


def test_newcombe_interval_has_its_published_values() -> None:
    # R. G. Newcombe 1998, table II, example (a): 56/70 - 48/80, method 10
    interval = difference(56, 70, 48, 80)

    assert interval is not None
    assert (round(interval.low, 4), round(interval.high, 4)) == (0.0524, 0.3339)


@pytest.mark.parametrize("freedom", [7, 8, 12, 25, 51, 200])
def test_students_quantile_is_that_of_the_tables(freedom: int) -> None:
    assert student(freedom) == pytest.approx(t.ppf(0.975, freedom), abs=0.001)


def test_with_too_few_degrees_of_freedom_there_is_no_quantile() -> None:
    with pytest.raises(ValueError, match="so few"):
        student(6)
