"""What the front page and the channel mix both tell: how the shift goes, and its numbers."""

from __future__ import annotations

from django.utils.translation import gettext as _

from reports import sentences
from reports.answers import Shift
from reports.choices import Comparison, Figure
from reports.filters import Filters
from reports.grids import Column, Grid, Kind, Row
from reports.measures.channel_mix import Mix
from tickets.choices import Channel


def shift_sentences(mix: Mix, filters: Filters, shift: Shift) -> tuple[str, ...]:
    """How the shift goes; what is not on record is not compared."""
    covered = shift.covers(filters.before)
    said = (
        sentences.phone_share(mix, filters.comparison if covered else Comparison.NONE),
        sentences.crossing(shift.crossing),
        sentences.calls(shift.calls),
    )
    return said if covered or not shift.began else (*said, sentences.records(shift.began))


def channels(mix: Mix) -> Grid:
    """A row a channel: its count and share, in the period and in the one before."""
    before = mix.before
    rows = [
        Row(
            (
                str(channel.label),
                mix.total.of(channel),
                mix.total.share(channel),
                before.of(channel) if before else None,
                before.share(channel) if before else None,
                mix.points(channel),
            )
        )
        for channel in Channel
    ]
    whole = (_("All channels"), mix.total.total, None, before.total if before else None, None, None)
    columns = (
        Column("channel", _("Channel"), Kind.TEXT),
        Column("n", str(mix.figure.label)),
        Column("share", _("Share"), Kind.SHARE),
        Column("n_before", _("Before")),
        Column("share_before", _("Share before"), Kind.SHARE),
        Column("points", _("Change, points"), Kind.POINTS),
    )
    return Grid(mix.figure.value, _title(mix), columns, (*rows, Row(whole, is_total=True)))


def _title(mix: Mix) -> str:
    if mix.figure == Figure.CONTACTS:
        return _("Contacts: share of each channel")
    return _("Requests: share of each channel of first contact")
