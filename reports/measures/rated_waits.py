"""Ended chats and their ratings by how long the visitor waited for the first reply."""

from __future__ import annotations

from dataclasses import replace

from reports.report import Asked
from reports.rollup.reading import Wish, add_up, total, within
from reports.rollup.tables import WAITS
from tickets.choices import Channel

SUMS = ("over", "rated", "satisfied")
BANDS = {
    "10": "upto BETWEEN 1 AND 10",
    "60": "upto BETWEEN 11 AND 60",
    "longer": "(upto = 0 OR upto > 60)",
}
"""Ends of bands are edges of the counts, so that each is exact."""


def rated_waits(asked: Asked, whole: tuple[int, ...]) -> dict[str, tuple[int, ...]]:
    """Ended, rated and satisfied by band; `whole` of them leaves those never answered.

    The topic does not count here.
    """
    where, values = within(replace(asked.filters.scope, topic=None))
    wish = Wish(
        sums=[total(name, band) for band in BANDS.values() for name in SUMS],
        where=f"channel = %(channel)s AND {where}",
        values={**values, "channel": Channel.CHAT.value},
    ).of_whole(asked.filters)
    (row,) = add_up(WAITS, asked.filters.period, wish, zone=asked.zone)
    size = len(SUMS)
    found = {band: row[n * size : (n + 1) * size] for n, band in enumerate(BANDS)}
    answered = (sum(column) for column in zip(*found.values(), strict=True))
    found["never"] = tuple(all_ - some for all_, some in zip(whole, answered, strict=True))
    return found
