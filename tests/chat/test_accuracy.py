"""How true the waits were that visitors were told."""

from __future__ import annotations

import pytest

from chat.accuracy import Accuracy, Told, accuracy, by_hour


def told(waited: float, *, expected: float = 10, high: float | None = 60, hour: int = 9) -> Told:
    return Told(expected, 0, high, waited, hour)


def test_nothing_told_says_nothing() -> None:
    found = accuracy([])

    assert found == Accuracy(0, 0, None, None)
    assert (found.share, found.is_enough, found.is_bad) == (None, False, False)


def test_bias_has_a_sign_and_error_has_none() -> None:
    found = accuracy([told(4), told(22), told(70)])

    assert (found.n, found.inside) == (3, 2)
    assert found.bias_s == pytest.approx((6 - 12 - 60) / 3)
    assert found.error_s == pytest.approx((6 + 12 + 60) / 3)


@pytest.mark.parametrize(
    ("low", "high", "waited", "inside"),
    [
        (0, 60, 60, True),
        (0, 60, 60.1, False),
        (60, 180, 59.9, False),
        (300, None, 9999, True),
        (300, None, 299, False),
    ],
)
def test_a_wait_is_inside_with_both_ends(
    low: float, high: float | None, waited: float, inside: bool
) -> None:
    assert Told(100, low, high, waited).is_inside == inside


def test_a_few_waits_are_not_judged_and_many_are() -> None:
    bad = [told(99)] * 10 + [told(5)] * 19

    assert not accuracy(bad).is_bad
    assert accuracy(bad * 2).is_bad
    assert not accuracy([told(5)] * 40).is_bad


def test_hours_are_told_apart() -> None:
    found = by_hour([told(5, hour=14), told(70, hour=9), told(5, hour=14)])

    assert [(hour, one.n, one.inside) for hour, one in found.items()] == [(9, 1, 0), (14, 2, 2)]
