"""What lists may be narrowed by in reports about work and about how people came back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta, tzinfo
from typing import Any

from django.db.models import F, Q
from django.utils.functional import Promise
from django.utils.translation import gettext as now_
from django.utils.translation import gettext_lazy as _

from reports import moved
from reports.errors import UnknownList
from reports.rollup.moves import DONE
from tickets.choices import UNSOLVED, Channel, Outcome

Rows = Any
ANSWERABLE = Q(outcome__in=[Outcome.SOLVED, Outcome.OPEN])
STATES: Mapping[str, tuple[Promise, Q]] = {
    "solved": (_("Solved by now"), Q(status__in=[status.value for status in DONE])),
    "unsolved": (_("Not solved yet"), Q(status__in=[status.value for status in UNSOLVED])),
}


def held(days: int) -> Q:
    """Solved in the contact, and the person did not come back about it within so many days."""
    quiet = Q(followed_at__isnull=True) | Q(
        followed_at__gt=F("started_at") + timedelta(hours=24 * days)
    )
    return Q(outcome=Outcome.SOLVED) & quiet


def _known(names: Any, value: str) -> None:
    if value not in names:
        raise UnknownList


def _moved(rows: Rows, value: str, zone: tzinfo) -> Rows:
    """Nothing to narrow: the rows are those already, see `Subset`."""
    _known(moved.NAMES, value)
    return rows


def _state(rows: Rows, value: str, zone: tzinfo) -> Rows:
    _known(STATES, value)
    return rows.filter(STATES[value][1])


def _hopped_from(rows: Rows, value: str, zone: tzinfo) -> Rows:
    _known(Channel.values, value)
    return rows.filter(hopped_from=value)


CONDITIONS: Mapping[str, Callable[[Rows, str, tzinfo], Rows]] = {
    "moved": _moved,
    "state": _state,
    "hopped-from": _hopped_from,
}


def in_words(name: str, value: str) -> str | None:
    """The condition above a list; none for those of others."""
    match name:
        case "moved":
            return str(moved.NAMES[value])
        case "state":
            return str(STATES[value][0])
        case "hopped-from":
            return now_("Before: %(channel)s") % {"channel": Channel(value).label}
        case _:
            return None
