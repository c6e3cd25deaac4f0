"""Lists of tickets by what happened to them in a period, or how they stood at its end.

All of it out of their history: the same rows that `reports.rollup.moves` counts, as querysets. A
ticket stands in a list once for each time that it happened.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta, tzinfo

from django.db.models import CharField, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reports.filters import Scope
from reports.periods import Period, midnight
from reports.rollup.moves import DONE, OLDEST
from tickets.choices import UNSOLVED, TicketEventKind
from tickets.models import Ticket, TicketEvent

BACK = timedelta(days=14)
"""A ticket that is reopened within so long of its solving came back."""
BUCKETS: tuple[tuple[int, int | None], ...] = ((0, 1), (2, 7), (8, 30), (31, 90), (91, None))
"""Ages of open tickets, in days since their opening: first and last day of each group."""
assert BUCKETS[-1][0] == OLDEST

_OPENED, _STATUS = TicketEventKind.OPENED.value, TicketEventKind.STATUS.value
_UNSOLVED, _DONE = [s.value for s in UNSOLVED], [s.value for s in DONE]
STEPS: Mapping[str, Q] = {
    "opened": Q(kind=_OPENED),
    "reopened": Q(kind=_STATUS, data__from__in=_DONE, data__to__in=_UNSOLVED),
    "solved": Q(kind=_OPENED, data__status__in=_DONE)
    | Q(kind=_STATUS, data__from__in=_UNSOLVED, data__to__in=_DONE),
}
NAMES: Mapping[str, Promise] = {
    "opened": _("Opened"),
    "reopened": _("Reopened"),
    "solved": _("Solved, once for each time"),
    "back": _("Solved and reopened within 14 days, once for each time"),
    "back-tickets": _("Solved and reopened within 14 days"),
    "open": _("Open at the end of the period"),
    **{
        f"open-{first}": _("Open at the end of the period, of this age") for first, _last in BUCKETS
    },
}


def moved(name: str, period: Period, scope: Scope, zone: tzinfo) -> QuerySet[Ticket]:
    """The tickets that moved so in the period. Raises KeyError for names that are none."""
    start, end = period.instants(zone)
    if name.startswith("open") and name != "opened":
        found = open_at(end)
        return found if name == "open" else _of_age(found, int(name[5:]), period.last, zone)
    if name in ("back", "back-tickets"):
        back = reopenings(start, end, scope, zone)
        ids = Ticket.objects.filter(pk__in=back.values("ticket"))
        return Ticket.objects.filter(events__in=back) if name == "back" else ids
    steps = TicketEvent.objects.filter(
        STEPS[name],
        scope.of_days("at", zone),
        kind__in=(_OPENED, _STATUS),
        at__gte=start,
        at__lt=end,
    )
    return Ticket.objects.filter(events__in=steps.order_by())


def open_at(moment: datetime) -> QuerySet[Ticket]:
    """The tickets that were open just before a moment, whatever became of them since."""
    steps = TicketEvent.objects.filter(kind__in=(_OPENED, _STATUS))
    last = steps.filter(ticket=OuterRef("pk"), at__lt=moment).order_by("-at", "-pk")
    status = Coalesce(KeyTextTransform("to", "data"), KeyTextTransform("status", "data"))
    since = steps.filter(kind=_STATUS, at__gte=moment).order_by().values("ticket")
    candidates = Ticket.objects.unsolved().values("pk").union(since)
    stood = Subquery(last.annotate(status=status).values("status")[:1], output_field=CharField())
    return (
        Ticket.objects.filter(pk__in=candidates).annotate(stood=stood).filter(stood__in=_UNSOLVED)
    )


def reopenings(start: datetime, end: datetime, scope: Scope, zone: tzinfo) -> QuerySet[TicketEvent]:
    """The steps by which tickets came back that had been solved in this time.

    They keep when that was in `solved_at`, see `tickets.actions.move_ticket`.
    """
    return TicketEvent.objects.filter(
        scope.of_days("solved_at", zone),
        solved_at__gte=start,
        solved_at__lt=end,
        at__lte=F("solved_at") + BACK,
    ).order_by()


def of_tickets(scope: Scope) -> Q:
    """The condition on the team and topic of the tickets of events."""
    condition = Q(ticket__team=scope.team) if scope.team else Q()
    return condition & Q(ticket__topic__in=scope.topic_ids) if scope.topic else condition


def _of_age(tickets: QuerySet[Ticket], first: int, day: date, zone: tzinfo) -> QuerySet[Ticket]:
    last = dict(BUCKETS)[first]
    begun = Q(created_at__lt=midnight(day - timedelta(days=first - 1), zone))
    if last is not None:
        begun &= Q(created_at__gte=midnight(day - timedelta(days=last), zone))
    return tickets.filter(begun)
