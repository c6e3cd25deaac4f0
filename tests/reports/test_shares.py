from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.shares import growth, percent, points, rounded, tenth

COUNTS = st.integers(0, 10_000_000)


def test_of_nothing_there_is_no_share() -> None:
    assert percent(0, 0) is None
    assert points(0, 0, 1, 2) is None
    assert points(1, 2, 0, 0) is None
    assert growth(5, 0) is None


def test_a_share_of_none_is_zero_percent_where_there_were_others() -> None:
    assert percent(0, 7) == Decimal("0.0")


def test_shares_are_rounded_half_to_even_from_the_exact_fraction() -> None:
    assert percent(1, 2000) == Decimal("0.0")
    assert percent(3, 2000) == Decimal("0.2")
    assert percent(2, 3) == Decimal("66.7")


def test_points_are_computed_before_rounding() -> None:
    # 20.04 % - 17.96 % are 2.1 points, though the rounded shares differ by 2.0
    assert points(2004, 10_000, 1796, 10_000) == Decimal("2.1")


def test_no_change_has_no_sign() -> None:
    assert str(points(1, 3, 1, 3)) == "0.0"
    assert str(tenth(Fraction(-1, 1000))) == "0.0"


def test_growth_is_negative_when_counts_fall() -> None:
    assert growth(61, 100) == Decimal("-39.0")


@given(COUNTS, COUNTS)
def test_a_share_is_off_by_half_a_tenth_at_most(part: int, rest: int) -> None:
    share = percent(part, part + rest)

    if part + rest:
        assert share is not None
        assert abs(Fraction(share) - Fraction(100 * part, part + rest)) <= Fraction(1, 20)


@pytest.mark.parametrize(
    ("value", "said"), [(1.25, "1.2"), (-0.04, "0.0"), (-0.06, "-0.1"), (None, "None")]
)
def test_what_floats_come_to_has_one_decimal_and_no_lonely_minus(value: float | None, said: str):
    assert str(rounded(value)) == said
