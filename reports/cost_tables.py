"""The tables of costs: by channel, and what it would be if calls became chats. In euros."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from reports import shares, words
from reports.costing import Cost
from reports.grids import Column, Grid, Kind, Row
from reports.measures.costs import Parts
from reports.periods import Period
from reports.report import Asked
from tickets.choices import Channel


def by_channel(asked: Asked, found: Mapping[str, Cost], work: Mapping[str, Parts]) -> Grid:
    columns = (
        Column("channel", _("Channel"), Kind.TEXT),
        Column("n", _("Contacts")),
        Column("attended", _("Measured")),
        Column("unmeasured", _("Minutes assumed")),
        Column("hours", _("Agents' hours"), Kind.NUMBER),
        Column("attention", _("Attention (EUR)"), Kind.NUMBER),
        Column("fixed", _("Fixed (EUR)"), Kind.NUMBER),
        Column("each", _("A contact (EUR)"), Kind.NUMBER),
        Column("low", _("At least"), Kind.NUMBER),
        Column("high", _("At most"), Kind.NUMBER),
    )
    rows = tuple(_row(asked, channel, one, work[channel]) for channel, one in found.items())
    return Grid("by-channel", _("Cost of contacts by channel, in euros"), columns, rows)


def _row(asked: Asked, channel: str, one: Cost, parts: Parts) -> Row:
    low, high = one.ends(one.each) or (None, None)
    values = (
        *(str(Channel(channel).label), one.n, one.attended, one.unmeasured),
        *map(shares.rounded, (one.hours, one.attention, one.fixed, one.each, low, high)),
    )
    days = Period(parts[0][0].days.first, parts[-1][0].days.last)
    contacts = asked.subset.during(days).having(channel=channel)
    drills = {
        "n": contacts,
        "attended": contacts.having(what="attended"),
        "unmeasured": contacts.having(what="unmeasured"),
    }
    return Row(values, drills)


@dataclass(frozen=True, slots=True)
class Saving:
    """So many calls as calls and as chats, in euros of attention; saved, at least and at most."""

    calls: float
    as_calls: tuple[float, float, float]
    as_chats: tuple[float, float, float]

    @property
    def value(self) -> float:
        return self.as_calls[0] - self.as_chats[0]

    @property
    def low(self) -> float:
        return self.as_calls[1] - self.as_chats[2]

    @property
    def high(self) -> float:
        return self.as_calls[2] - self.as_chats[1]


def saving(found: Mapping[str, Cost], moved: float) -> Saving | None:
    """None where the attention of calls or of chats has no cost with a range."""
    call, chat = found.get(Channel.PHONE), found.get(Channel.CHAT)
    if call is None or chat is None:
        return None
    each_call, each_chat = _each(call), _each(chat)
    if each_call is None or each_chat is None:
        return None
    calls = call.n * moved
    return Saving(calls, _times(calls, each_call), _times(calls, each_chat))


def _each(one: Cost) -> tuple[float, float, float] | None:
    middle = one.attention_each
    ends = one.ends(middle)
    return (middle, *ends) if middle and ends else None


def _times(calls: float, each: tuple[float, float, float]) -> tuple[float, float, float]:
    middle, low, high = each
    return calls * middle, calls * low, calls * high


def scenario(found: Mapping[str, Cost], moved: float) -> tuple[Grid, ...]:
    saved = saving(found, moved)
    if saved is None:
        return ()
    columns = (
        Column(
            "what",
            _("Attention for %(n)s calls") % {"n": words.count(round(saved.calls))},
            Kind.TEXT,
        ),
        Column("cost", _("EUR"), Kind.NUMBER),
        Column("low", _("At least"), Kind.NUMBER),
        Column("high", _("At most"), Kind.NUMBER),
    )
    rows = (
        Row((_("As calls"), *map(shares.rounded, saved.as_calls))),
        Row((_("As chats"), *map(shares.rounded, saved.as_chats))),
        Row(
            (_("Saved"), *map(shares.rounded, (saved.value, saved.low, saved.high))), is_total=True
        ),
    )
    return (Grid("scenario", _("If calls became chats"), columns, rows),)
