"""The tables of what chats replaced: answers, arms, who answered, and the year before."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from reports import shares
from reports.day_parts import part_name
from reports.grids import Column, Grid, Kind, Row
from reports.measures.by_group import names_of
from reports.measures.closure import Closure
from reports.measures.displacement import Arm, Displacement
from reports.measures.paired import Change
from reports.measures.ratios import Ratio
from reports.measures.respondents import Cell, Key, grouped, together
from reports.report import Asked
from reports.subsets import Subset
from tickets.choices import Alternative, AlternativeAsked, Channel, Outcome


def chats(asked: Asked) -> Subset:
    return asked.subset.having(channel=Channel.CHAT.value)


def answers(asked: Asked, found: Displacement) -> Grid:
    """Each answer, of all and of those asked before and after."""
    columns = (
        Column("answer", _("Answer"), Kind.TEXT),
        Column("n", _("Answers")),
        Column("share", _("Share"), Kind.SHARE),
        Column("interval", _("95 percent interval"), Kind.INTERVAL),
        Column("before", _("Asked before")),
        Column("before_share", _("Share before"), Kind.SHARE),
        Column("after", _("Asked after")),
        Column("after_share", _("Share after"), Kind.SHARE),
    )
    rows = [
        _answer(asked, str(each.label), each.value, [arm.of(each) for arm in _arms(found)])
        for each in Alternative
    ]
    name = _("By phone or e-mail")
    both = _answer(asked, name, "displaced", [arm.displaced for arm in _arms(found)], total=True)
    title = _("Answers to “How would you have contacted us without chat?”")
    return Grid("answers", title, columns, (*rows, both))


def _arms(found: Displacement) -> tuple[Arm, Arm, Arm]:
    return found.all, found.before, found.after


def _answer(asked: Asked, name: str, key: str, ratios: list[Ratio], *, total: bool = False) -> Row:
    every, before, after = ratios
    values = (
        *(name, every.hits, every.share, every.interval),
        *(before.hits, before.share, after.hits, after.share),
    )
    said = chats(asked).having(alternative=key)
    drills = {
        "n": said.having(asked="any"),
        "before": said.having(asked=AlternativeAsked.BEFORE.value),
        "after": said.having(asked=AlternativeAsked.AFTER.value),
    }
    return Row(values, drills, is_total=total)


def arms(asked: Asked, found: Displacement) -> Grid:
    """How many were asked and answered, and how far the silent could move the share."""
    columns = (
        Column("arm", _("Asked"), Kind.TEXT),
        Column("asked", _("Drawn")),
        Column("answered", pgettext("how many people", "Answered")),
        Column("response", _("Response"), Kind.SHARE),
        Column("displaced", _("Phone or e-mail")),
        Column("share", _("Share"), Kind.SHARE),
        Column("interval", _("95 percent interval"), Kind.INTERVAL),
        Column("least", _("If all silent had said no"), Kind.SHARE),
        Column("most", _("If all silent had said yes"), Kind.SHARE),
    )
    names = {"before": _("Before the chat"), "after": _("After the chat"), "any": _("Together")}
    each = {"before": found.before, "after": found.after, "any": found.all}
    rows = tuple(_arm(asked, names[key], key, arm) for key, arm in each.items())
    return Grid("arms", _("Who was asked, and who answered"), columns, rows)


def _arm(asked: Asked, name: str, key: str, arm: Arm) -> Row:
    share, bounds = arm.displaced, arm.bounds
    values = (
        *(name, arm.asked, arm.answered, arm.response.share),
        *(share.hits, share.share, share.interval),
        shares.in_percent(bounds.low) if bounds else None,
        shares.in_percent(bounds.high) if bounds else None,
    )
    drawn = chats(asked).having(asked=key)
    drills = {
        "asked": drawn,
        "answered": drawn.having(alternative="any"),
        "displaced": drawn.having(alternative="displaced"),
    }
    return Row(values, drills, is_total=key == "any")


def mode(found: Displacement) -> Grid:
    """Whether it matters when one is asked."""
    columns = (
        Column("what", _("Share of phone or e-mail"), Kind.TEXT),
        Column("points", _("Difference, points"), Kind.POINTS),
        Column("low", _("At least"), Kind.POINTS),
        Column("high", _("At most"), Kind.POINTS),
    )
    points = found.before.displaced.points(found.after.displaced)
    ends = (
        (shares.in_percent(found.mode.low), shares.in_percent(found.mode.high))
        if found.mode
        else (None, None)
    )
    row = Row((_("Asked before, against asked after"), points, *ends))
    return Grid("mode", _("Does it matter when one is asked?"), columns, (row,))


@dataclass(frozen=True, slots=True)
class Kinds:
    """A way to tell chats apart: by what, how its groups are called and led to."""

    key: str
    title: str
    of: Key
    name: Callable[[int | str], str]
    condition: str


def kinds() -> tuple[Kinds, ...]:
    teams = names_of("team")
    return (
        Kinds(
            "part",
            _("Part of the day"),
            lambda cell: cell.part,
            lambda part: part_name(int(part)),
            "part",
        ),
        Kinds(
            "team",
            _("Team"),
            lambda cell: cell.team,
            lambda team: teams.get(int(team), str(team)),
            "of_team",
        ),
        Kinds("outcome", _("Outcome"), lambda cell: cell.outcome, outcome_name, "outcome"),
    )


def outcome_name(value: int | str) -> str:
    return str(Outcome(str(value)).label) if value else _("No outcome yet")


def who_answered(asked: Asked, found: Iterable[Cell]) -> tuple[Grid, ...]:
    """Those who answered beside all ended chats, by each way to tell them apart."""
    every = list(found)
    return tuple(_compared(asked, every, kind) for kind in kinds())


def _compared(asked: Asked, found: list[Cell], kind: Kinds) -> Grid:
    columns = (
        Column("group", kind.title, Kind.TEXT),
        Column("n", _("Ended chats")),
        Column("share", _("Of all chats"), Kind.SHARE),
        Column("answered", pgettext("how many people", "Answered")),
        Column("answered_share", _("Of all answers"), Kind.SHARE),
        Column("points", _("Difference, points"), Kind.POINTS),
    )
    whole = together(found)
    groups = sorted(grouped(found, kind.of).items(), key=lambda item: str(item[0]))
    rows = tuple(_group(asked, kind, group, cell, whole) for group, cell in groups)
    title = _("Those who answered beside all, by %(what)s") % {"what": kind.title.lower()}
    return Grid(f"who-by-{kind.key}", title, columns, rows)


def _group(asked: Asked, kind: Kinds, group: int | str, cell: Cell, whole: Cell) -> Row:
    all_of_them, answered = Ratio(cell.n, whole.n), Ratio(cell.answered, whole.answered)
    values = (
        *(kind.name(group), cell.n, all_of_them.share, cell.answered, answered.share),
        answered.points(all_of_them),
    )
    of_group = chats(asked).having(**{kind.condition: group})
    drills = {
        "n": of_group.having(what="over"),
        "answered": of_group.having(asked="any", alternative="any"),
    }
    return Row(values, drills)


def year_before(asked: Asked, found: Closure) -> Grid:
    """The same weeks a year apart."""
    columns = (
        Column("what", _("Contacts"), Kind.TEXT),
        Column("now", _("Now")),
        Column("before", _("A year before")),
        Column("change", pgettext("difference", "Change"), Kind.CHANGE),
        Column("low", _("At least"), Kind.CHANGE),
        Column("high", _("At most"), Kind.CHANGE),
    )
    every = asked.subset.of_all_days
    subsets = {
        "chats": (_("Chats"), every.having(channel=Channel.CHAT.value)),
        "calls-and-mails": (_("Calls and e-mails"), every.having(what="call-or-mail")),
        "all": (_("All contacts"), every),
    }
    rows = []
    for key, (name, subset) in subsets.items():
        change = found.changes[key]
        drills = {"now": subset.during(found.now), "before": subset.during(found.before)}
        rows.append(Row((name, change.now, change.before, *_signed(change)), drills))
    title = _("%(weeks)s whole weeks beside the same weeks a year before") % {
        "weeks": found.now.days // 7
    }
    return Grid("year-before", title, columns, tuple(rows))


def _signed(change: Change) -> tuple[int, int, int]:
    return change.value, round(change.low), round(change.high)


def expected(low: float, high: float, middle: int, seen: Change) -> Grid:
    """How calls and e-mails should have changed, and how they did."""
    columns = (
        Column("what", _("Calls and e-mails"), Kind.TEXT),
        Column("change", pgettext("difference", "Change"), Kind.CHANGE),
        Column("low", _("At least"), Kind.CHANGE),
        Column("high", _("At most"), Kind.CHANGE),
    )
    rows = (
        Row((_("Expected: further chats times the share"), *map(round, (middle, low, high)))),
        Row((_("Observed"), *_signed(seen))),
    )
    return Grid("expected", _("Expected and observed change"), columns, rows)


def per_thousand(seen: Change, served: int) -> Grid:
    """All contacts per 1,000 people served, a year apart."""
    columns = (
        Column("what", _("Per 1,000 people served"), Kind.TEXT),
        Column("now", _("Now"), Kind.NUMBER),
        Column("before", _("A year before"), Kind.NUMBER),
        Column("change", pgettext("difference", "Change"), Kind.NUMBER),
        Column("low", _("At least"), Kind.NUMBER),
        Column("high", _("At most"), Kind.NUMBER),
    )
    counts = (seen.now, seen.before, seen.value, seen.low, seen.high)
    rates = (shares.rounded(1000 * each / served) for each in counts)
    row = Row((_("All contacts"), *rates))
    return Grid("per-thousand", _("Contacts per 1,000 people served"), columns, (row,))
