"""What several of them tell: how the shift goes, its numbers, and which promises were kept."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from reports import sentences
from reports.answers import Shift
from reports.choices import Comparison, Figure
from reports.filters import Filters
from reports.grids import Column, Grid, Kind, Row, Value
from reports.measures.channel_mix import Mix
from reports.measures.first_reply import FirstReply
from reports.measures.ratios import Ratio
from reports.measures.satisfaction import Satisfaction
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


def promises(replies: FirstReply, rated: Satisfaction) -> Grid:
    """First replies and ratings, in the period and in the one before; of few agents no ratings."""
    rows = [
        (_("Chats answered within 10 seconds"), replies.now.in_promise, replies.before.in_promise),
        (_("Chats answered within 60 seconds"), replies.now.in_limit, replies.before.in_limit),
    ]
    if rated.is_told:
        rows.append((_("Satisfied (4 or 5 of 5)"), rated.now, rated.before))
    columns = (
        Column("figure", _("Figure"), Kind.TEXT),
        Column("hits", pgettext("how many", "Number")),
        Column("of", _("Of")),
        Column("share", _("Share"), Kind.SHARE),
        Column("interval", _("95 percent interval"), Kind.INTERVAL),
        Column("share_before", _("Share before"), Kind.SHARE),
    )
    title = _("First replies and ratings")
    return Grid("promises", title, columns, tuple(Row(_values(*row)) for row in rows))


def _values(name: str, now: Ratio, before: Ratio) -> tuple[Value, ...]:
    return (name, now.hits, now.n, now.share, now.interval, before.share)
