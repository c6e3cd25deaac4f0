"""Exactly the contacts or requests that a figure counts: what its number leads to.

A subset is the filters of the report and some conditions by name, so that its address holds all of
it. Figures may be added up elsewhere; that each is as long as its list is what the tests hold.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta, tzinfo
from typing import Any
from urllib.parse import urlencode

from django.db.models import F, Q
from django.db.models.functions import ExtractHour, ExtractIsoWeekDay
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from helpdesk.people.choices import Weekday
from helpdesk.people.models import Team
from reports import moved, range_words, survey_conditions, told_conditions, work_conditions
from reports.choices import Comparison, Figure
from reports.errors import UnknownList
from reports.filters import Filters
from reports.periods import Period
from tickets.choices import Channel, Outcome
from tickets.models import Contact, Ticket, Topic

Rows = Any
"""A queryset of contacts or of tickets."""


def replied_within(seconds: int) -> Q:
    return Q(first_reply_at__lte=F("started_at") + timedelta(seconds=seconds))


@dataclass(frozen=True, slots=True)
class What:
    """A named condition on contacts."""

    name: Promise
    condition: Q


WHAT: Mapping[str, What] = {
    "answered": What(_("Answered"), Q(first_reply_at__isnull=False)),
    "unanswered": What(_("Not answered"), Q(first_reply_at__isnull=True)),
    "decided": What(
        _("Answered or ended"), Q(first_reply_at__isnull=False) | Q(ended_at__isnull=False)
    ),
    "within-10": What(_("Answered within 10 seconds"), replied_within(10)),
    "within-60": What(_("Answered within 60 seconds"), replied_within(60)),
    "over": What(_("Ended"), Q(ended_at__isnull=False)),
    "transferred": What(_("Transferred"), Q(transfers__gt=0)),
    "bounced": What(_("Passed on more than once"), Q(bounces__gt=0)),
    "hopped": What(_("Changed the channel"), ~Q(hopped_from="")),
    "answerable": What(_("Could be solved at once"), work_conditions.ANSWERABLE),
    "held-1": What(_("Solved, and nobody came back within a day"), work_conditions.held(1)),
    "held-3": What(_("Solved, and nobody came back within 3 days"), work_conditions.held(3)),
    "held-7": What(_("Solved, and nobody came back within 7 days"), work_conditions.held(7)),
    "rated": What(_("Rated"), Q(satisfaction__isnull=False)),
    "satisfied": What(_("Rated 4 or 5"), Q(satisfaction__gte=4)),
    "commented": What(_("With a comment in the survey"), ~Q(survey_comment="")),
    "call-or-mail": What(_("By phone or e-mail"), Q(channel__in=[Channel.PHONE, Channel.EMAIL])),
    "unmeasured": What(
        _("Answered, attention time not measured"),
        Q(first_reply_at__isnull=False, attention_seconds__isnull=True),
    ),
    "attended": What(_("With a measured attention time"), Q(attention_seconds__isnull=False)),
}


def _one_of(values: Any, field: str) -> Callable[[Rows, str, tzinfo], Rows]:
    def narrow(rows: Rows, value: str, zone: tzinfo) -> Rows:
        if value not in values:
            raise UnknownList
        return rows.filter(**{field: value})

    return narrow


def _what(rows: Rows, value: str, zone: tzinfo) -> Rows:
    if value not in WHAT:
        raise UnknownList
    return rows.filter(WHAT[value].condition)


def _number(value: str, first: int, last: int) -> int:
    if not value.isdecimal() or not first <= int(value) <= last:
        raise UnknownList
    return int(value)


def _weekday(rows: Rows, value: str, zone: tzinfo) -> Rows:
    found = rows.annotate(weekday=ExtractIsoWeekDay("started_at", tzinfo=zone))
    return found.filter(weekday=_number(value, 0, 6) + 1)


def _hour(rows: Rows, value: str, zone: tzinfo) -> Rows:
    found = rows.annotate(hour=ExtractHour("started_at", tzinfo=zone))
    return found.filter(hour=_number(value, 0, 23))


def _by_id(field: str) -> Callable[[Rows, str, tzinfo], Rows]:
    def narrow(rows: Rows, value: str, zone: tzinfo) -> Rows:
        number = _number(value, 0, 2**63 - 1)
        return (
            rows.filter(**{field: number or None})
            if number
            else rows.filter(**{f"{field}__isnull": True})
        )

    return narrow


CONDITIONS: Mapping[str, Callable[[Rows, str, tzinfo], Rows]] = {
    "channel": _one_of(Channel.values, "channel"),
    "what": _what,
    "outcome": _one_of((*Outcome.values, ""), "outcome"),
    "ended-by": _one_of(("visitor", "agent", "left", "idle", "nobody", ""), "end_reason"),
    "weekday": _weekday,
    "hour": _hour,
    "of-team": _by_id("team_id"),
    "of-topic": _by_id("topic_id"),
    **survey_conditions.CONDITIONS,
    **work_conditions.CONDITIONS,
    **told_conditions.CONDITIONS,
}
OF_REQUESTS = ("channel", "of-team", "of-topic", "moved", "state")
"""What a list of requests may be narrowed by, which of contacts by none of the last two."""


@dataclass(frozen=True, slots=True)
class Subset:
    """The contacts or requests of `filters` that fulfil each of the conditions."""

    filters: Filters
    conditions: tuple[tuple[str, str], ...] = ()

    def having(self, **conditions: object) -> Subset:
        """With further conditions; `ended_by` stands for `ended-by`."""
        more = tuple((name.replace("_", "-"), str(value)) for name, value in conditions.items())
        return replace(self, conditions=self.conditions + more)

    def during(self, period: Period) -> Subset:
        """The same of other days: those of one row of a table."""
        return replace(self, filters=replace(self.filters, period=period, preset=None))

    @property
    def of_all_days(self) -> Subset:
        """The same where no day is left out."""
        scope = self.filters.scope.of_all_days
        return replace(self, filters=replace(self.filters, scope=scope))

    @property
    def query(self) -> str:
        """The address of the list; what it is compared with is no part of it."""
        own = urlencode(self.conditions)
        filters = replace(self.filters, comparison=Comparison.PREVIOUS)
        return "&".join(part for part in (filters.query, own) if part)

    def rows(self, zone: tzinfo) -> Rows:
        """Newest first."""
        at = "started_at" if self.filters.figure == Figure.CONTACTS else "created_at"
        found = self._of_period(at, zone).filter(self.filters.scope.condition)
        for name, value in self.conditions:
            found = self._narrow(found, name, value, zone)
        return found.order_by(f"-{at}", "-pk")

    def _of_period(self, at: str, zone: tzinfo) -> Rows:
        """What its field `at` dates; tickets that `moved`, by when they did."""
        period, scope = self.filters.period, self.filters.scope
        how = dict(self.conditions).get("moved", "")
        if how in moved.NAMES and self.filters.figure == Figure.REQUESTS:
            return moved.moved(how, period, scope, zone)
        records: Rows = Ticket.objects.requests()
        if self.filters.figure == Figure.CONTACTS:
            records = Contact.objects.filter(is_counted=True)
        start, end = period.instants(zone)
        return records.filter(scope.of_days(at, zone), **{f"{at}__gte": start, f"{at}__lt": end})

    def _narrow(self, rows: Rows, name: str, value: str, zone: tzinfo) -> Rows:
        if self.filters.figure == Figure.REQUESTS:
            if name not in OF_REQUESTS:
                raise UnknownList
            if name == "channel":
                return _one_of(Channel.values, "origin_channel")(rows, value, zone)
        elif name in ("moved", "state"):
            raise UnknownList
        return CONDITIONS[name](rows, value, zone)

    def in_words(self) -> list[str]:
        """The conditions as a reader needs them, above the list."""
        return [_condition_in_words(name, value) for name, value in self.conditions]


def asked_subset(filters: Filters, data: Mapping[str, str]) -> Subset:
    """The subset that an address asks for: what its figure linked to."""
    given = tuple((name, data[name]) for name in CONDITIONS if name in data)
    return Subset(filters, given)


def _called(model: type[Team | Topic], value: str) -> str:
    found = model._default_manager.filter(pk=value).first()
    return str(found.name) if found else ""


def _condition_in_words(name: str, value: str) -> str:
    match name:
        case "channel":
            return str(Channel(value).label)
        case "what":
            return str(WHAT[value].name)
        case "outcome":
            return str(Outcome(value).label) if value else str(_("No outcome yet"))
        case "of-team":
            return f"{_('Team')}: {_called(Team, value) or _('No team')}"
        case "of-topic":
            return f"{_('Topic')}: {_called(Topic, value) or _('No topic')}"
        case "weekday":
            return str(Weekday(int(value)).label)
        case "hour":
            return range_words.hour(int(value))
        case _:
            parts = (work_conditions, survey_conditions, told_conditions)
            return next(filter(None, (part.in_words(name, value) for part in parts)), "")
