"""Lists of chats by the wait that their visitors were told: what figures about it lead to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta, tzinfo
from typing import Any

from django.db.models import DurationField, ExpressionWrapper, F, Q
from django.db.models.functions import Coalesce
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reports.errors import UnknownList
from reports.rollup.answers import TOLD_EDGES

SECOND = timedelta(seconds=1)
Rows = Any


def _told(field: str) -> ExpressionWrapper[Any]:
    seconds = Coalesce(F(f"chat__{field}"), 0)
    return ExpressionWrapper(seconds * SECOND, output_field=DurationField())


ALL = Q(chat__told_wait_seconds__isnull=False) & (
    Q(first_reply_at__isnull=False) | Q(ended_at__isnull=False)
)
ANSWERED = ALL & Q(first_reply_at__isnull=False)
INSIDE = (
    ANSWERED
    & Q(first_reply_at__gte=F("started_at") + _told("told_low_seconds"))
    & (
        Q(chat__told_high_seconds__isnull=True)
        | Q(first_reply_at__lte=F("started_at") + _told("told_high_seconds"))
    )
)
WHICH: Mapping[str, tuple[Promise, Q]] = {
    "all": (_("Told a wait"), ALL),
    "answered": (_("Told a wait, and answered"), ANSWERED),
    "inside": (_("Waited as long as told"), INSIDE),
}


def _which(rows: Rows, value: str, zone: tzinfo) -> Rows:
    if value not in WHICH:
        raise UnknownList
    return rows.filter(WHICH[value][1])


def _under(rows: Rows, value: str, zone: tzinfo) -> Rows:
    """Told at most so many seconds and more than the edge before; 0 is beyond the last edge."""
    if value not in {str(edge) for edge in (*TOLD_EDGES, 0)}:
        raise UnknownList
    edge, field = int(value), "chat__told_wait_seconds"
    if not edge:
        return rows.filter(**{f"{field}__gt": TOLD_EDGES[-1]})
    before = max((each for each in TOLD_EDGES if each < edge), default=-1)
    return rows.filter(**{f"{field}__lte": edge, f"{field}__gt": before})


CONDITIONS: Mapping[str, Callable[[Rows, str, tzinfo], Rows]] = {
    "told": _which,
    "told-upto": _under,
}


def in_words(name: str, value: str) -> str:
    if name == "told":
        return str(WHICH[value][0])
    return under(int(value)) if name == "told-upto" else ""


def under(edge: int) -> str:
    """What the waits under an edge are called."""
    if not edge:
        return str(_("Told more than %(seconds)s s") % {"seconds": TOLD_EDGES[-1]})
    return str(_("Told up to %(seconds)s s") % {"seconds": edge})
