"""Changes of channel: who came shortly before, about the same ticket, over another channel."""

from __future__ import annotations

from collections.abc import Mapping

from reports.choices import Figure
from reports.measures.by_row import ByRow, assemble
from reports.report import Asked
from reports.rollup.reading import Wish, add_up, fitting, total, within
from tickets.choices import Channel

HOPPED = " + ".join(f"hopped_{channel}" for channel in Channel.values)
CALLS = f"channel = '{Channel.PHONE.value}'"
SUMS = (
    total("n"),
    total(HOPPED),
    total("n", CALLS),
    total(f"hopped_{Channel.CHAT.value}", CALLS),
)
"""Contacts, those that changed the channel, calls, those that came from chat."""

Matrix = Mapping[str, Mapping[str, int]]
"""How many came from a channel, by the channel that they came to."""


def hops_by_row(asked: Asked) -> ByRow:
    """`SUMS` of each row."""
    scope, grain, period = asked.filters.scope, asked.filters.grain, asked.filters.period
    where, values = within(scope)
    wish = Wish(
        by=("date_trunc(%(grain)s, day)::date",),
        sums=SUMS,
        where=where,
        values={**values, "grain": grain.value},
    ).of_rows(asked.filters)
    found = add_up(fitting(Figure.CONTACTS, scope), period, wish, zone=asked.zone)
    return assemble(asked, {start: tuple(sums) for start, *sums in found}, len(SUMS))


def hop_matrix(asked: Asked) -> Matrix:
    scope, period = asked.filters.scope, asked.filters.period
    where, values = within(scope)
    wish = Wish(
        by=("channel",),
        sums=[total(f"hopped_{channel}") for channel in Channel.values],
        where=where,
        values=values,
    ).of_whole(asked.filters)
    found = add_up(fitting(Figure.CONTACTS, scope), period, wish, zone=asked.zone)
    to = {channel: dict(zip(Channel.values, counts, strict=True)) for channel, *counts in found}
    return {
        before: {channel: to.get(channel, {}).get(before, 0) for channel in Channel.values}
        for before in Channel.values
    }
