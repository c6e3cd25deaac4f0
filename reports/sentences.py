"""The findings of a report in words: the same facts as its tables, said to a person."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from helpdesk.people.models import Desk
from reports import words
from reports.choices import Comparison, Figure
from reports.measures.calls import Calls
from reports.measures.channel_mix import Mix
from reports.measures.crossing import Crossing, Standing
from reports.measures.displacement import GOAL_PERCENT, Displacement, Verdict
from reports.measures.history import Month
from tickets.choices import Channel


def phone_share(mix: Mix, comparison: Comparison) -> str:
    """The phone's share of what is counted, and how it changed."""
    share = mix.total.share(Channel.PHONE)
    if share is None:
        return (
            _("No contacts in this period.")
            if mix.figure == Figure.CONTACTS
            else _("No requests in this period.")
        )
    text = (
        _("Phone took %(share)s of contacts")
        if mix.figure == Figure.CONTACTS
        else _("Phone took %(share)s of requests")
    ) % {"share": words.percent(share)}
    return f"{text}{_changed(mix.points(Channel.PHONE), comparison)}."


def _changed(points: Decimal | None, comparison: Comparison) -> str:
    if points is None or comparison == Comparison.NONE:
        return ""
    same, less, more = _comparing(comparison)
    text = same if points == 0 else less if points < 0 else more
    return text % {"points": words.decimal(abs(points))}


def _comparing(comparison: Comparison) -> tuple[str, str, str]:
    """As much, less, more than what it is compared with."""
    if comparison == Comparison.YEAR:
        return (
            _(", as much as a year before"),
            _(", %(points)s points less than a year before"),
            _(", %(points)s points more than a year before"),
        )
    if comparison == Comparison.SEMESTER:
        return (
            _(", as much as in the same weeks of the semester a year before"),
            _(", %(points)s points less than in the same weeks of the semester a year before"),
            _(", %(points)s points more than in the same weeks of the semester a year before"),
        )
    return (
        _(", as much as in the period before"),
        _(", %(points)s points less than in the period before"),
        _(", %(points)s points more than in the period before"),
    )


def records(began: date) -> str:
    """Why nothing is said of the change: there is no whole period to compare with."""
    return _("Records begin on %(day)s: the period compared with is not whole.") % {
        "day": words.day(began)
    }


def goal(mix: Mix, desk: Desk) -> str:
    """Where the phone's share stands against the desk's goal."""
    share = mix.total.share(Channel.PHONE)
    return " ".join(
        [goal_itself(mix.figure, desk), *([] if share is None else [_gap(share, desk)])]
    )


def goal_itself(figure: Figure, desk: Desk) -> str:
    """Goal: phone at most 10 % of contacts by 31 Dec 2026."""
    what = (
        _("Goal: phone at most %(percent)s of contacts")
        if figure == Figure.CONTACTS
        else _("Goal: phone at most %(percent)s of requests")
    ) % {"percent": words.percent(desk.phone_goal_percent, _decimals(desk.phone_goal_percent))}
    if desk.phone_goal_date is None:
        return f"{what}."
    by = _("%(goal)s by %(day)s.")
    return by % {"goal": what, "day": words.day(desk.phone_goal_date)}


def _gap(share: Decimal, desk: Desk) -> str:
    gap = share - desk.phone_goal_percent
    if gap <= 0:
        return _("It is met in this period.")
    return _("%(points)s points to go.") % {"points": words.decimal(gap)}


def _decimals(percent: Decimal) -> int:
    return 0 if percent == int(percent) else 1


def crossing(found: Crossing) -> str:
    """In which month chat passed phone; honestly, when it has not."""
    match found.standing:
        case Standing.NO_CHAT:
            return _("No whole month with chat is on record yet.")
        case Standing.ALWAYS_AHEAD:
            text = _(
                "Chat has been ahead of phone in every month since records began in %(month)s."
            )
            return text % {"month": _name(found.month)}
        case Standing.PASSED:
            return _passed(found)
        case Standing.LAPSED:
            text = _(
                "Chat was ahead of phone in %(month)s, but has not stayed ahead:"
                " in %(last)s there were %(chats)s chats and %(calls)s calls."
            )
            return text % {"month": _name(found.month), **_last(found)}
        case Standing.BEHIND:
            text = _(
                "Chat has not passed phone yet:"
                " in %(last)s there were %(chats)s chats and %(calls)s calls."
            )
            return text % _last(found)


def _passed(found: Crossing) -> str:
    text = _("Chat passed phone in %(month)s, its %(nth)s month.") % {
        "month": _name(found.month),
        "nth": words.nth_month(found.nth),
    }
    if found.likely and found.likely[0] != found.likely[1]:
        text += " " + _("With 80 %% certainty it was between %(first)s and %(last)s.") % {
            "first": words.month(found.likely[0]),
            "last": words.month(found.likely[1]),
        }
    if found.lasted == 1:
        return f"{text} {_('It has been ahead for this one month only.')}"
    return text


def _last(found: Crossing) -> dict[str, str]:
    assert found.last is not None
    return {
        "last": _name(found.last),
        "chats": words.count(found.last.of(Channel.CHAT)),
        "calls": words.count(found.last.of(Channel.PHONE)),
    }


def _name(month: Month | None) -> str:
    return words.month(month.start) if month else words.DASH


def calls(found: Calls) -> str:
    """How calls changed since records began."""
    if found.first is None:
        text = ngettext(
            "Whether calls fall can be said after 104 weeks; %(weeks)s is on record.",
            "Whether calls fall can be said after 104 weeks; %(weeks)s are on record.",
            found.weeks,
        )
        return text % {"weeks": found.weeks}
    numbers = _("%(now)s in the last 52 weeks, %(first)s in the first 52") % {
        "now": words.count(found.last_count),
        "first": words.count(found.first_count),
    }
    if found.growth is None:
        return _("Calls: %(numbers)s.") % {"numbers": numbers}
    if abs(found.growth) < Decimal("0.5"):
        return _("Calls are where they were: %(numbers)s.") % {"numbers": numbers}
    text = (
        _("Calls are down by %(percent)s: %(numbers)s.")
        if found.growth < 0
        else _("Calls are up by %(percent)s: %(numbers)s.")
    )
    return text % {"percent": words.percent(abs(found.growth), 0), "numbers": numbers}


def displacement(found: Displacement) -> str:
    """What share of chats would have been calls or e-mails, and how sure that is."""
    displaced = found.all.displaced
    if not displaced.n:
        return _("Nobody has answered yet how they would have contacted us without chat.")
    return _(
        "%(share)s of chats would have been calls or e-mails"
        " (%(hits)s of %(n)s answers; 95 %% interval %(interval)s)."
    ) % {
        "share": words.percent(displaced.share),
        "hits": words.count(displaced.hits),
        "n": words.count(displaced.n),
        "interval": words.interval(displaced.interval),
    }


def verdict(found: Displacement) -> str:
    """Whether the goal of 90 % is proven."""
    texts = {
        Verdict.PROVEN: _("Goal “at least %(goal)s”: proven, the whole interval reaches it."),
        Verdict.DISPROVEN: _("Goal “at least %(goal)s”: missed, the whole interval is below it."),
        Verdict.NOT_PROVEN: _("Goal “at least %(goal)s”: not proven, the interval goes below it."),
        Verdict.UNKNOWN: _("Goal “at least %(goal)s”: not proven, there are no answers."),
    }
    return texts[found.verdict] % {"goal": words.percent(Decimal(GOAL_PERCENT), 0)}


def response(found: Displacement) -> str:
    """How many of those asked answered."""
    response = found.all.response
    return _("Answered by %(n)s of %(asked)s who were asked (%(share)s).") % {
        "n": words.count(response.hits),
        "asked": words.count(response.n),
        "share": words.percent(response.share),
    }
