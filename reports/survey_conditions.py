"""What lists of contacts may be narrowed by in reports about surveys: name, rule, and words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta, tzinfo
from typing import Any

from django.db.models import F, Q
from django.db.models.functions import ExtractHour
from django.utils.functional import Promise
from django.utils.translation import gettext as now_
from django.utils.translation import gettext_lazy as _

from reports.day_parts import STARTS, hours_of, part_name
from reports.errors import UnknownList
from tickets.choices import DISPLACED, Alternative, AlternativeAsked

Rows = Any
OVER = Q(ended_at__isnull=False)


@dataclass(frozen=True, slots=True)
class Named:
    """One value of a condition: how it reads above a list, and which contacts fulfil it."""

    name: Promise
    condition: Q


def _waited(least: int, most: int | None) -> Q:
    longer = Q(first_reply_at__gt=F("started_at") + timedelta(seconds=least))
    if most is None:
        return longer
    within = Q(first_reply_at__lte=F("started_at") + timedelta(seconds=most))
    return within & longer if least else within


ASKED: Mapping[str, Named] = {
    **{
        each.value: Named(each.label, OVER & Q(alternative_asked=each)) for each in AlternativeAsked
    },
    "any": Named(_("Drawn to be asked"), OVER & ~Q(alternative_asked="")),
}
SAID: Mapping[str, Named] = {
    **{each.value: Named(each.label, Q(alternative=each)) for each in Alternative},
    "displaced": Named(_("By phone or e-mail"), Q(alternative__in=DISPLACED)),
    "any": Named(_("Said what they would have done without chat"), ~Q(alternative="")),
}
WAITED: Mapping[str, Named] = {
    "10": Named(_("Answered within 10 seconds"), _waited(0, 10)),
    "60": Named(_("Answered in 10 to 60 seconds"), _waited(10, 60)),
    "longer": Named(_("Answered after 60 seconds"), _waited(60, None)),
    "never": Named(_("Not answered"), Q(first_reply_at__isnull=True)),
}


def _named(values: Mapping[str, Named]) -> Callable[[Rows, str, tzinfo], Rows]:
    def narrow(rows: Rows, value: str, zone: tzinfo) -> Rows:
        if value not in values:
            raise UnknownList
        return rows.filter(values[value].condition)

    return narrow


def _part(rows: Rows, value: str, zone: tzinfo) -> Rows:
    if value not in {str(part) for part in range(len(STARTS))}:
        raise UnknownList
    first, end = hours_of(int(value))
    found = rows.annotate(hour_begun=ExtractHour("started_at", tzinfo=zone))
    return found.filter(hour_begun__gte=first, hour_begun__lt=end)


def _stars(rows: Rows, value: str, zone: tzinfo) -> Rows:
    if value not in {"1", "2", "3", "4", "5"}:
        raise UnknownList
    return rows.filter(satisfaction=int(value))


def _one(rows: Rows, value: str, zone: tzinfo) -> Rows:
    if not value.isdecimal() or len(value) > 18:
        raise UnknownList
    return rows.filter(pk=int(value))


CONDITIONS: Mapping[str, Callable[[Rows, str, tzinfo], Rows]] = {
    "asked": _named(ASKED),
    "alternative": _named(SAID),
    "waited": _named(WAITED),
    "part": _part,
    "stars": _stars,
    "one": _one,
}


def in_words(name: str, value: str) -> str:
    """The condition as a reader needs it above the list."""
    match name:
        case "asked" | "alternative" | "waited":
            return str({"asked": ASKED, "alternative": SAID, "waited": WAITED}[name][value].name)
        case "part":
            return part_name(int(value))
        case "stars":
            return now_("Rated %(stars)s") % {"stars": value}
        case _:
            return ""
