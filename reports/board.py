"""The tiles of the board on the wall: figures in words and bands, without any person's name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from helpdesk.people.models import Desk
from reports import words
from reports.measures.now import Now, Today
from reports.measures.ratios import Ratio

LATE = timedelta(seconds=60)
"""Who waits longer than that waits too long, whatever was promised."""
ENOUGH_KEPT = 90
WIDTH = 100


@dataclass(frozen=True, slots=True)
class Tile:
    """`since`: a time from which the figure counts up. `level`: good, warn, bad, or nothing."""

    key: str
    name: str
    figure: str
    more: str = ""
    level: str = ""
    since: str = ""


@dataclass(frozen=True, slots=True)
class Band:
    """A channel's contacts on a line: the usual from `low`, so wide; today's at `place`.

    In parts of a line of 100. Nothing is drawn where nothing is called usual.
    """

    channel: str
    name: str
    figure: str
    more: str
    low: float | None = None
    width: float | None = None
    place: float | None = None


def live_tiles(now: Now) -> list[Tile]:
    return [_waiting(now), _longest(now), _agents(now), _promise(now.promise)]


def _waiting(now: Now) -> Tile:
    level = "good" if now.reason is None else "warn"
    return Tile("waiting", _("Waiting"), words.count(now.waiting), _door(now), level)


def _door(now: Now) -> str:
    """Whether newcomers may chat, and why not."""
    if now.reason == "hours" and now.next_open_at:
        at = localtime(now.next_open_at)
        opens = f"{date_format(at, 'D')} {words.clock(at)}"
        return _("Chat is closed until %(time)s") % {"time": opens}
    return {
        None: _("Chat is open"),
        "hours": _("Chat is closed"),
        "nobody": _("Chat is closed: nobody is there"),
        "full": _("Chat is closed: no place is free"),
        "queue": _("Chat is closed: the queue is full"),
        "wait": _("Chat is closed: the wait is too long"),
    }[now.reason]


def _longest(now: Now) -> Tile:
    name = _("Longest wait")
    if now.longest_since is None:
        return Tile("longest", name, words.DASH, _("Nobody waits"))
    waited = now.at - now.longest_since
    level = "bad" if waited > LATE else ""
    since = now.longest_since.isoformat()
    return Tile("longest", name, words.length(waited.total_seconds()), "", level, since)


def _agents(now: Now) -> Tile:
    free = ngettext("%(free)s of %(n)s place free", "%(free)s of %(n)s places free", now.places)
    more = free % {"free": words.count(now.free), "n": words.count(now.places)}
    level = "" if now.free or now.reason == "hours" else "bad"
    return Tile("agents", _("Agents there"), words.count(now.agents), more, level)


def _promise(kept: Ratio) -> Tile:
    name, share = _("Promise kept today"), kept.share
    if share is None:
        return Tile("promise", name, words.DASH, _("Nothing was answered yet today"))
    more = _("%(kept)s of %(n)s chats") % {
        "kept": words.count(kept.hits),
        "n": words.count(kept.n),
    }
    level = "good" if share >= ENOUGH_KEPT else "warn"
    return Tile("promise", name, words.percent(share, 0), more, level)


def phone_tile(now: Now, desk: Desk) -> Tile:
    """The share of the phone in all contacts of today, beside the goal for it."""
    name, phone = _("Phone today"), now.phone
    if phone.share is None:
        return Tile("phone", name, words.DASH, _("No contacts yet today"))
    said = {
        "n": words.count(phone.hits),
        "of": words.count(phone.n),
        "goal": words.percent(desk.phone_goal_percent, 0),
    }
    more = _("%(n)s of %(of)s contacts; goal %(goal)s at most") % said
    level = "good" if phone.share <= desk.phone_goal_percent else ""
    return Tile("phone", name, words.percent(phone.share, 0), more, level)


def bands(now: Now) -> list[Band]:
    """All on one scale."""
    ends = [float(one.usual.high) for one in now.today if one.usual]
    top = max([*ends, *(one.n for one in now.today), 1])
    return [_band(one, WIDTH / (1.05 * top)) for one in now.today]


def _band(one: Today, scale: float) -> Band:
    channel, name, figure = str(one.channel), str(one.channel.label), words.count(one.n)
    if one.usual is None:
        return Band(channel, name, figure, _("not enough weeks to say what is usual"))
    low, high = float(one.usual.low), float(one.usual.high)
    said = {"low": words.count(int(low)), "high": words.count(int(high))}
    if one.usual.holds(one.n):
        more = _("as usual (%(low)s–%(high)s)")
    elif one.n > high:
        more = _("more than usual (%(low)s–%(high)s)")
    else:
        more = _("fewer than usual (%(low)s–%(high)s)")
    width = max(1.0, (high - low) * scale)
    place = round(one.n * scale, 1)
    return Band(channel, name, figure, more % said, round(low * scale, 1), round(width, 1), place)
