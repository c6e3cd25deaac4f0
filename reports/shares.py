"""Shares in percent, differences in percentage points. Pure.

Rounded once, to one decimal, half to even, from exact fractions: page, files, chart and API show
the same number. Of nothing there is no share: None, shown as a dash, never 0 %.
"""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from typing import overload

TENTH = Decimal("0.1")


def tenth(value: Fraction) -> Decimal:
    """The value to one decimal."""
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact.quantize(TENTH, ROUND_HALF_EVEN) + 0


@overload
def rounded(value: float) -> Decimal: ...
@overload
def rounded(value: None) -> None: ...
@overload
def rounded(value: float | None) -> Decimal | None: ...
def rounded(value: float | None) -> Decimal | None:
    """What was reckoned with floats, to one decimal; never less than nothing by a sign alone."""
    return None if value is None else Decimal(value).quantize(TENTH, ROUND_HALF_EVEN) + 0


def in_percent(share: float) -> Decimal:
    """Percent, or percentage points, of a share or a difference between 0 and 1."""
    return rounded(100 * share)


def percent(part: int, whole: int) -> Decimal | None:
    return tenth(Fraction(100 * part, whole)) if whole else None


def points(part: int, whole: int, part_before: int, whole_before: int) -> Decimal | None:
    """By how many percentage points the share changed."""
    if not whole or not whole_before:
        return None
    return tenth(Fraction(100 * part, whole) - Fraction(100 * part_before, whole_before))


def growth(now: int, before: int) -> Decimal | None:
    """By how many percent a count changed."""
    return tenth(Fraction(100 * (now - before), before)) if before else None
