"""The tiles of the front page: a figure, its change, what it counts, and its last weeks in bars."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from reports import words
from reports.choices import Figure
from reports.front import Front
from reports.measures.ratios import Ratio
from reports.measures.weeks import Week
from reports.small_groups import not_enough
from reports.subsets import Subset
from tickets.choices import Channel

BAR = 9
GAP = 3
HEIGHT = 32
WEEKS = 13
"""So many weeks are drawn as bars."""
WORTH_A_WORD = Decimal(1)


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of a small chart, in the units of its view box; the zero line is at the bottom."""

    x: int
    y: float
    height: float
    title: str


@dataclass(frozen=True, slots=True)
class Counted:
    """A number, and exactly what it counts."""

    number: int
    subset: Subset

    @property
    def link(self) -> SafeString | str:
        """The number, as a link to its list; of nothing there is none."""
        if not self.number:
            return words.count(0)
        address = f"{reverse('reports:contacts')}?{self.subset.query}"
        return format_html('<a href="{}">{}</a>', address, words.count(self.number))


@dataclass(frozen=True, slots=True)
class Tile:
    name: str
    figure: str
    change: str = words.DASH
    is_better: bool | None = None
    """Whether the change is to the good; None where it is neither, or unknown."""
    counted: tuple[Counted, ...] = ()
    sample: SafeString | str = ""
    """The counted numbers in words, each leading to its list."""
    more: str = ""
    channel: str = ""
    bars: tuple[Bar, ...] = ()
    address: str = ""
    """The report behind the figure."""

    @property
    def width(self) -> int:
        return len(self.bars) * (BAR + GAP)


def front_tiles(front: Front) -> list[Tile]:
    """Changes are shown where records reach back to the weeks compared with."""
    tiles = [
        channel_tile(_("Phone’s share"), Channel.PHONE, front, less_is_better=True),
        channel_tile(_("Chat’s share"), Channel.CHAT, front, less_is_better=False),
        _replies(front),
        _ratings(front),
    ]
    if not front.covered:
        tiles = [replace(tile, change=words.DASH, is_better=None) for tile in tiles]
    return [*tiles, *_calls(front), *_chance(front)]


def channel_tile(name: str, channel: Channel, front: Front, *, less_is_better: bool) -> Tile:
    ratio, change = front.part(channel), front.mix.points(channel)
    of = _("{hits} of {n} requests")
    if front.figure == Figure.CONTACTS:
        of = _("{hits} of {n} contacts")
    tile = ratio_tile(name, ratio, of, front.subset.having(channel=channel.value), front.subset)
    return replace(
        tile,
        change=words.points(change),
        is_better=better(change, less_is_better=less_is_better),
        channel=channel,
        bars=share_bars(front.weeks[channel][-WEEKS:]),
        address=f"{reverse('reports:channel-mix')}?{front.asked.filters.query}",
    )


def ratio_tile(name: str, ratio: Ratio, of: str, hits: Subset, every: Subset) -> Tile:
    """`of` has places for {hits} and {n}: both lead to their lists."""
    counted = (Counted(ratio.hits, hits), Counted(ratio.n, every))
    return Tile(
        name,
        words.percent(ratio.share),
        counted=counted,
        sample=format_html(of, hits=counted[0].link, n=counted[1].link),
        more=_("95 %% interval %(interval)s") % {"interval": words.interval(ratio.interval)},
    )


def _replies(front: Front) -> Tile:
    found, chats = front.first_reply, _contacts(front).having(channel=Channel.CHAT.value)
    tile = ratio_tile(
        _("Chats answered within 10 seconds"),
        found.now.in_promise,
        _("{hits} of {n} chats"),
        chats.having(what="within-10"),
        chats.having(what="decided"),
    )
    change = found.now.in_promise.points(found.before.in_promise)
    return replace(
        tile,
        change=words.points(change),
        is_better=found.now.in_promise.rose(found.before.in_promise),
        more=_("within 60 seconds %(share)s") % {"share": words.percent(found.now.in_limit.share)},
        address=_report("answer-times", _contacts(front)),
    )


def _ratings(front: Front) -> Tile:
    found, every, name = front.satisfaction, _contacts(front), _("Satisfied (4 or 5 of 5)")
    if not found.is_told:
        return Tile(name, words.DASH, more=not_enough(), address=_report("satisfaction", every))
    tile = ratio_tile(
        name,
        found.now,
        _("{hits} of {n} ratings"),
        every.having(what="satisfied"),
        every.having(what="rated"),
    )
    return replace(
        tile,
        change=words.points(found.now.points(found.before)),
        is_better=found.now.rose(found.before),
        address=_report("satisfaction", every),
    )


def _calls(front: Front) -> list[Tile]:
    """Only where there are two years to compare."""
    calls = front.shift.calls
    if not (calls.first and calls.last):
        return []
    phone = _contacts(front).having(channel=Channel.PHONE.value)
    now = Counted(calls.last_count, phone.during(calls.last))
    first = Counted(calls.first_count, phone.during(calls.first))
    growth = calls.growth
    return [
        Tile(
            _("Calls in the last 52 weeks"),
            words.count(calls.last_count),
            change=words.DASH if growth is None else f"{words.signed(growth)}{words.HARD_SPACE}%",
            is_better=better(growth, less_is_better=True),
            counted=(now, first),
            sample=format_html(
                _("{now} calls; {first} in the first 52 weeks on record"),
                now=now.link,
                first=first.link,
            ),
            channel=Channel.PHONE,
            address=_report("fewer-calls", _contacts(front)),
        )
    ]


def _chance(front: Front) -> list[Tile]:
    found = front.outlook
    chance = found.chance()
    if chance is None or found.wanted.day is None:
        return []
    return [
        Tile(
            _("Chance to meet the goal"),
            words.percent(Decimal(100 * chance), 0),
            more=_("%(goal)s by %(day)s")
            % {"goal": words.percent(found.wanted.goal), "day": words.day(found.wanted.day)},
            address=f"{reverse('reports:report', args=['goal'])}?of={front.figure}",
        )
    ]


def _contacts(front: Front) -> Subset:
    """All contacts of the four weeks, also where the page counts requests."""
    return Subset(front.asked.filters.counting(Figure.CONTACTS))


def _report(slug: str, every: Subset) -> str:
    return f"{reverse('reports:report', args=[slug])}?{every.query}"


def better(change: Decimal | None, *, less_is_better: bool) -> bool | None:
    """A share that moved by less than a point may have moved by chance: no judgement."""
    if change is None or abs(change) < WORTH_A_WORD:
        return None
    return (change < 0) == less_is_better


def share_bars(weeks: Sequence[Week]) -> tuple[Bar, ...]:
    """The share week by week; the tallest bar fills the height."""
    top = max((week.share for week in weeks if week.share), default=1.0)
    return tuple(
        Bar(
            x=i * (BAR + GAP),
            y=round(HEIGHT - height, 1),
            height=round(height, 1),
            title=f"{words.span(week.days)}: {words.percent(Ratio(week.part, week.whole).share)}",
        )
        for i, week in enumerate(weeks)
        for height in [(week.share or 0.0) / top * HEIGHT]
    )
