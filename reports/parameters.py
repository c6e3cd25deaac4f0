"""Numbers that a reader may change in a report, besides its filters."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Parameter:
    """A number that a reader may change, besides the filters: a cap, a target, a cost."""

    name: str
    label: Promise
    default: Decimal
    least: Decimal = Decimal(0)
    most: Decimal = Decimal(1_000_000)
    help: Promise | str = ""
