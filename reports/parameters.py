"""Numbers that a reader may change in a report, besides its filters."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Parameter:
    """A number that a reader may change, besides the filters: a cap, a target, a cost.

    With `choices` it stands for one of them: the reader sees their words.
    """

    name: str
    label: Promise
    default: Decimal
    least: Decimal = Decimal(0)
    most: Decimal = Decimal(1_000_000)
    help: Promise | str = ""
    choices: tuple[tuple[Decimal, Promise | str], ...] = ()

    def in_words(self, value: Decimal) -> str:
        return str(dict(self.choices).get(value, value))
