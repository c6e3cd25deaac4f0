"""How the shift goes in one sentence, and what stands behind it, in words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from reports import sentences, words
from reports.choices import Figure
from reports.front import Front
from reports.measures.crossing import Crossing, Standing
from reports.outlook import Wanted
from tickets.choices import Channel


def said(front: Front) -> tuple[str, ...]:
    """The headline first; then the crossing where it is none, calls, and the chance."""
    crossing = front.shift.crossing
    crossed = crossing.standing == Standing.PASSED
    chance = _chance(front)
    return (
        headline(front),
        *(() if crossed else (sentences.crossing(crossing),)),
        sentences.calls(front.shift.calls),
        *((chance,) if chance else ()),
    )


def headline(front: Front) -> str:
    """Phone 12.4 % of requests in the last four full weeks, 1.1 points ahead of the path; …"""
    share = front.part(Channel.PHONE).share
    if share is None:
        if front.figure == Figure.CONTACTS:
            return _("No contacts in the last four full weeks.")
        return _("No requests in the last four full weeks.")
    text = (
        _("Phone %(share)s of contacts in the last four full weeks")
        if front.figure == Figure.CONTACTS
        else _("Phone %(share)s of requests in the last four full weeks")
    ) % {"share": words.percent(share)}
    text += against(front.outlook.wanted, share, front.period.last)
    crossing = front.shift.crossing
    if crossing.standing == Standing.PASSED:
        text += _passed(crossing)
    return f"{text}."


def against(wanted: Wanted, share: Decimal, day: date) -> str:
    """Where the share stands against the path on this day, or against the goal where none is."""
    gap = wanted.gap(share, day)
    if gap is None:
        return _against_goal(wanted, share)
    points = words.decimal(abs(gap))
    if is_on_path(gap):
        return _(", on the path")
    if gap > 0:
        return _(", %(points)s points ahead of the path") % {"points": points}
    return _(", %(points)s points behind the path") % {"points": points}


def is_on_path(gap: Decimal) -> bool:
    """As far as is shown: 0.0 points are neither ahead nor behind."""
    return words.decimal(abs(gap)) == words.decimal(Decimal(0))


def _against_goal(wanted: Wanted, share: Decimal) -> str:
    goal = words.percent(wanted.goal)
    if share <= wanted.goal:
        return _(", within the goal of %(goal)s") % {"goal": goal}
    points = words.decimal(share - wanted.goal)
    return _(", %(points)s points above the goal of %(goal)s") % {"points": points, "goal": goal}


def _passed(crossing: Crossing) -> str:
    """Of contacts, whatever the first half of the sentence counts; so it says so."""
    assert crossing.month
    text = _("; in contacts, chat passed phone in %(month)s") % {
        "month": words.month(crossing.month.start)
    }
    if crossing.likely is None:
        return text
    between = words.months_between(*crossing.likely, of=crossing.month.start)
    return text + _(" (80 %%: %(months)s)") % {"months": between}


def target(front: Front) -> str:
    """What the share is held against: the target, or the goal of the desk's settings."""
    wanted = front.outlook.wanted
    if wanted.target is None:
        return sentences.goal_itself(front.figure, front.asked.desk)
    path = wanted.target
    text = (
        _("Target: phone from %(from)s of contacts on %(from_day)s to %(to)s on %(to_day)s.")
        if front.figure == Figure.CONTACTS
        else _("Target: phone from %(from)s of requests on %(from_day)s to %(to)s on %(to_day)s.")
    )
    return text % {
        "from": words.percent(path.from_percent),
        "from_day": words.day(path.from_day),
        "to": words.percent(path.to_percent),
        "to_day": words.day(path.to_day),
    }


def _chance(front: Front) -> str:
    found = front.outlook
    chance = found.chance()
    if chance is None or found.wanted.day is None:
        return ""
    return _("The chance to be at or below %(goal)s by %(day)s is %(chance)s.") % {
        "goal": words.percent(found.wanted.goal),
        "day": words.day(found.wanted.day),
        "chance": words.percent(Decimal(100 * chance), 0),
    }
