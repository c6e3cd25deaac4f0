"""Sums by team or topic over one or two periods."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from helpdesk.people.models import Team
from reports.choices import Figure
from reports.measures.sums import spanning
from reports.periods import Period
from reports.report import Asked
from reports.rollup.reading import Wish, add_up, total, within
from reports.rollup.tables import COUNTS
from tickets.models import Topic

Sums = tuple[int, ...]


def sums_by(
    key: str,
    asked: Asked,
    sums: Sequence[tuple[str, Period, str]],
    *,
    figure: Figure = Figure.CONTACTS,
) -> dict[int, Sums]:
    """For each team or topic (by id, 0 is none): a sum for each name, period and condition.

    A condition is SQL over `channel`, as `channel = 'phone'`.
    """
    where, values = within(asked.filters.scope)
    parameters: dict[str, Any] = dict(values)
    totals = []
    for place, (name, period, condition) in enumerate(sums):
        parameters |= {f"since_{place}": period.first, f"until_{place}": period.last}
        inside = f"day BETWEEN %(since_{place})s AND %(until_{place})s"
        totals.append(total(name, f"{inside} AND {condition}"))
    periods = tuple(period for _name, period, _condition in sums)
    wish = Wish(
        totals,
        by=(key,),
        where=where,
        values=parameters,
        months=periods,
        left_out=asked.filters.scope.left_out,
    )
    whole = spanning(*periods)
    rows = add_up(COUNTS[figure], whole, wish, zone=asked.zone)
    return {group: tuple(found) for group, *found in rows if any(found)}


def names_of(key: str) -> dict[int, str]:
    """What the teams or topics are called, in the reader's language; 0 for none."""
    if key == "team":
        return {0: _("No team"), **dict(Team.objects.values_list("pk", "name"))}
    return {0: _("No topic"), **{topic.pk: topic.name for topic in Topic.objects.all()}}
