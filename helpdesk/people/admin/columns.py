"""Columns that several lists show alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from django.contrib import admin
from django.utils.formats import date_format
from django.utils.timezone import localtime
from unfold.decorators import display

Decorator = Callable[[Callable[..., tuple[str, str]]], Callable[..., tuple[str, str]]]


def moment(field: str, description: Any) -> Callable[..., str | None]:
    """A column for a time: short, in the desk's zone, sorted by the field itself."""

    @admin.display(description=description, ordering=field)
    def shown(page: Any, row: Any) -> str | None:
        value = getattr(row, field)
        return date_format(localtime(value), "SHORT_DATETIME_FORMAT") if value else None

    return shown


def labelled(description: Any, ordering: str, colours: Mapping[Any, str]) -> Decorator:
    """A column that shows a `(value, word)` as a coloured label; the colours are unfold's names."""
    decorator: Decorator = display(description=description, ordering=ordering, label=dict(colours))
    return decorator


def in_seconds(span: timedelta | None) -> timedelta | None:
    """A span of time as people say it, without fractions of a second."""
    return None if span is None else timedelta(seconds=round(span.total_seconds()))
