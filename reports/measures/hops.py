"""Changes of channel: who came shortly before, about the same ticket, over another channel."""

from __future__ import annotations

from collections.abc import Mapping

from reports.choices import Figure
from reports.measures.by_row import ByRow, assemble
from reports.report import Asked
from reports.rollup.reading import Wish, add_up, total, within
from reports.rollup.tables import COUNTS
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
    where, values = within(asked.filters.scope)
    wish = Wish(
        by=("date_trunc(%(grain)s, day)::date",),
        sums=SUMS,
        where=where,
        values={**values, "grain": asked.filters.grain.value},
    )
    found = add_up(COUNTS[Figure.CONTACTS], asked.filters.period, wish, zone=asked.zone)
    return assemble(asked, {start: tuple(sums) for start, *sums in found}, len(SUMS))


def hop_matrix(asked: Asked) -> Matrix:
    where, values = within(asked.filters.scope)
    sums = [total(f"hopped_{channel}") for channel in Channel.values]
    wish = Wish(by=("channel",), sums=sums, where=where, values=values)
    found = add_up(COUNTS[Figure.CONTACTS], asked.filters.period, wish, zone=asked.zone)
    to = {channel: dict(zip(Channel.values, counts, strict=True)) for channel, *counts in found}
    return {
        before: {channel: to.get(channel, {}).get(before, 0) for channel in Channel.values}
        for before in Channel.values
    }
