"""The tiles of the front page: a figure, its change, its sample, and its last months in bars."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.translation import gettext as _

from reports import words
from reports.answers import FrontAnswer
from reports.measures.channel_mix import Mix
from reports.measures.ratios import Ratio
from tickets.choices import Channel

BAR = 9
GAP = 3
HEIGHT = 32
WORTH_A_WORD = Decimal(1)


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of a small chart, in the units of its view box; the zero line is at the bottom."""

    x: int
    y: float
    height: float
    title: str


@dataclass(frozen=True, slots=True)
class Tile:
    name: str
    share: Decimal | None
    change: Decimal | None
    is_better: bool | None
    """Whether the change is to the good; None where it is neither, or unknown."""
    sample: str
    more: str = ""
    channel: str = ""
    bars: tuple[Bar, ...] = ()

    @property
    def width(self) -> int:
        return len(self.bars) * (BAR + GAP)


def front_tiles(answer: FrontAnswer) -> list[Tile]:
    """Changes are shown where records reach back to the period compared with."""
    replies, rated = answer.first_reply, answer.satisfaction
    in_limit = words.percent(replies.now.in_limit.share)
    tiles = [
        channel_tile(_("Phone’s share of contacts"), Channel.PHONE, answer, less_is_better=True),
        channel_tile(_("Chat’s share of contacts"), Channel.CHAT, answer, less_is_better=False),
        ratio_tile(
            _("Chats answered within 10 seconds"),
            replies.now.in_promise,
            replies.before.in_promise,
            sample=_("of %(n)s chats"),
            more=_("within 60 seconds %(share)s") % {"share": in_limit},
        ),
        ratio_tile(
            _("Satisfied (4 or 5 of 5)"),
            rated.now,
            rated.before,
            sample=_("of %(n)s ratings"),
            more=_("95 %% interval %(interval)s")
            % {"interval": words.interval(rated.now.interval)},
        ),
    ]
    if answer.shift.covers(answer.filters.before):
        return tiles
    return [replace(tile, change=None, is_better=None) for tile in tiles]


def channel_tile(name: str, channel: Channel, answer: FrontAnswer, *, less_is_better: bool) -> Tile:
    contacts, requests = answer.contacts, answer.requests
    change = contacts.points(channel)
    return Tile(
        name,
        contacts.total.share(channel),
        change,
        better(change, less_is_better=less_is_better),
        _("of %(n)s contacts") % {"n": words.count(contacts.total.total)},
        _("of requests %(share)s") % {"share": words.percent(requests.total.share(channel))},
        channel,
        share_bars(contacts, channel),
    )


def ratio_tile(name: str, now: Ratio, before: Ratio, *, sample: str, more: str) -> Tile:
    sample = sample % {"n": words.count(now.n)}
    return Tile(name, now.share, now.points(before), now.rose(before), sample, more)


def better(change: Decimal | None, *, less_is_better: bool) -> bool | None:
    """A share that moved by less than a point may have moved by chance: no judgement."""
    if change is None or abs(change) < WORTH_A_WORD:
        return None
    return (change < 0) == less_is_better


def share_bars(mix: Mix, channel: str) -> tuple[Bar, ...]:
    """The channel's share row by row; the tallest bar fills the height."""
    found = [mix_row.share(channel) for mix_row in mix.rows]
    top = max((share for share in found if share), default=Decimal(1))
    return tuple(
        Bar(
            x=i * (BAR + GAP),
            y=round(HEIGHT - height, 1),
            height=round(height, 1),
            title=f"{words.bucket(row.bucket) if row.bucket else ''}: {words.percent(share)}",
        )
        for i, (row, share) in enumerate(zip(mix.rows, found, strict=True))
        for height in [float((share or 0) / top) * HEIGHT]
    )
