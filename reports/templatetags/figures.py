"""Numbers and days in templates, as `reports.words` writes them."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django import template

from reports import words
from reports.grids import Kind, Value

register = template.Library()
register.filter("count", words.count)
register.filter("percent", words.percent)
register.filter("points", words.points)
register.filter("signed", words.signed)
register.filter("signed_count", words.signed_count)
register.filter("interval", words.interval)
register.filter("day", words.day)
register.filter("span", words.span)
register.filter("duration", words.length)


@register.filter
def cell(value: Value, kind: Kind) -> str:
    """A value as its column shows it."""
    return TEXTS[kind](value)


def _length(seconds: float | Decimal | str | None) -> str:
    """A length, or in words that it is longer than what can be told."""
    return seconds if isinstance(seconds, str) else words.length(seconds)


TEXTS: dict[Kind, Callable[[Any], str]] = {
    Kind.TEXT: lambda value: words.DASH if value is None else str(value),
    Kind.DAY: lambda value: words.DASH if value is None else words.day(value),
    Kind.COUNT: words.count,
    Kind.SHARE: words.percent,
    Kind.POINTS: words.signed,
    Kind.INTERVAL: words.interval,
    Kind.SECONDS: _length,
    Kind.NUMBER: words.decimal,
    Kind.CHANGE: words.signed_count,
}
