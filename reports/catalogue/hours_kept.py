"""Were the opening hours kept? Promised time with enough agents there and chat not closed."""

from __future__ import annotations

from datetime import datetime, tzinfo
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from reports import definitions, words
from reports.charts.mix import axis_label
from reports.charts.shares import ShareLine, share_chart
from reports.charts.strip import Mark, Strip, strip_chart
from reports.definitions import Definition
from reports.grids import Column, Grid, Kind, Row, Value
from reports.kept_hours import Gap, Staffed, State
from reports.measures.staffed import (
    by_bucket,
    by_team,
    counts_of,
    gaps,
    line_asked,
    not_on_record,
    states_lately,
)
from reports.periods import Period
from reports.promised import Line
from reports.report import Answer, Asked, Picture, Report
from reports.rollup.staffed import StaffedCounts
from tickets.choices import Channel

PROMISED = Definition(
    "promised_hours",
    1,
    gettext_lazy("Promised hours"),
    gettext_lazy(
        "The service hours of the team, or the desk's where it has none of its own, with holidays"
        " and the two nights on which clocks change; as they are set today, for all of the past."
        " Days before it is on record who was there are left out, and time to come."
    ),
)
KEPT = Definition(
    "hours_kept",
    1,
    gettext_lazy("Hours kept"),
    gettext_lazy(
        "Promised time in which as many agents of the team as it wants at least (a setting of the"
        " team) accepted chats, whether or not they had a place free, and in which chat had not"
        " closed itself because of the wait. Who belongs to a team is what holds today. The whole"
        " desk is kept while as many agents of any team accept as the most modest team wants, and"
        " chat is open to people who name no topic. It is all of the time, not a sample: there is"
        " no interval."
    ),
)
DAY_MINUTES = 24 * 60


def answer(asked: Asked) -> Answer:
    counts = counts_of(asked)
    promise = counts.promise
    rows, whole = by_bucket(asked, counts)
    line = line_asked(asked, promise)
    days, states = states_lately(asked, promise)
    sentence = _sentence(whole, line)
    labels = [axis_label(bucket) for bucket, _staffed in rows]
    shares = tuple(_kept_share(staffed) for _bucket, staffed in rows)
    kept = ShareLine(_("Kept"), Channel.CHAT, shares)
    strip = _strip(states, days, line, asked.zone)
    named = [
        Row(
            (words.bucket(bucket), *_values(staffed)),
            is_provisional=not asked.is_whole(bucket),
        )
        for bucket, staffed in rows
    ]
    total = Row((_("Whole period"), *_values(whole)), is_total=True)
    return Answer(
        sentences=(sentence,),
        grids=(
            _grid("hours", _("Period"), (*named, total)),
            _grid("teams", _("Team"), _teams(asked, counts)),
            _gaps(gaps(states), days, line, asked.zone),
        ),
        pictures=(
            Picture(
                "days",
                _("Kept and other hours of %(days)s.") % {"days": words.span(days)},
                svg=lambda look: strip_chart(strip, look),
                caption=_("%(team)s, %(days)s: promised hours, day by day.")
                % {"team": line.name, "days": words.span(days)},
            ),
            Picture("kept", sentence, spec=lambda look: share_chart(labels, [kept], look)),
        ),
        notes=not_on_record(promise, asked),
        headline=_kept_share(whole),
    )


def _kept_share(sums: Staffed | None) -> Decimal | None:
    return sums.share(sums.kept_ms) if sums else None


def _values(sums: Staffed | None) -> tuple[Value, ...]:
    """Dashes where it is not on record who was there."""
    if sums is None:
        return (None,) * 5
    times = (sums.promised_ms, sums.kept_ms, sums.short_ms, sums.closed_ms)
    promised, kept, short, closed = (_seconds(each) for each in times)
    return (promised, kept, sums.share(sums.kept_ms), short, closed)


def _seconds(milliseconds: int) -> int:
    return round(milliseconds / 1000)


def _grid(key: str, first: str, rows: tuple[Row, ...]) -> Grid:
    columns = (
        Column("row", first, Kind.TEXT),
        Column("promised", _("Promised"), Kind.SECONDS),
        Column("kept", _("Kept"), Kind.SECONDS),
        Column("share", _("Kept, share"), Kind.SHARE),
        Column("short", _("Too few agents"), Kind.SECONDS),
        Column("closed", _("Closed because of the wait"), Kind.SECONDS),
    )
    return Grid(key, _("Hours kept by %(what)s") % {"what": first.lower()}, columns, rows)


def _teams(asked: Asked, counts: StaffedCounts) -> tuple[Row, ...]:
    return tuple(Row((line.name, *_values(sums))) for line, sums in by_team(asked, counts))


def _gaps(found: list[Gap], days: Period, line: Line, zone: tzinfo) -> Grid:
    columns = (
        Column("day", _("Day"), Kind.DAY),
        Column("time", _("From and to"), Kind.TEXT),
        Column("length", _("How long"), Kind.SECONDS),
        Column("why", _("Why"), Kind.TEXT),
    )
    rows = tuple(
        Row(
            (
                gap.starts_at.astimezone(zone).date(),
                _from_to(gap, zone),
                round(gap.length.total_seconds()),
                _why(gap, line),
            )
        )
        for gap in found
    )
    title = _("What was not kept, latest first: %(team)s, %(days)s")
    return Grid("gaps", title % {"team": line.name, "days": words.span(days)}, columns, rows)


def _why(gap: Gap, line: Line) -> str:
    if gap.state == State.CLOSED:
        return _("Closed because of the wait")
    if gap.agents == 0:
        return _("Nobody there")
    few = ngettext(
        "At times only %(n)s agent of %(wanted)s wanted",
        "At times only %(n)s agents of %(wanted)s wanted",
        gap.agents,
    )
    return few % {"n": gap.agents, "wanted": line.least}


def _from_to(gap: Gap, zone: tzinfo) -> str:
    start, end = gap.starts_at.astimezone(zone), gap.ends_at.astimezone(zone)
    if end.date() == start.date():
        return f"{words.clock(start)}–{words.clock(end)}"
    return f"{words.clock(start)} – {date_format(end, 'D j.n.')} {words.clock(end)}"


def _strip(states: list[Gap], days: Period, line: Line, zone: tzinfo) -> Strip:
    """A row a day on which something was promised."""
    by_day: dict[str, list[Mark]] = {}
    for gap in states:
        for part in _in_days(gap, zone):
            start, end = part.starts_at.astimezone(zone), part.ends_at.astimezone(zone)
            ends = _minute(end) if end.date() == start.date() else DAY_MINUTES
            why = "" if gap.state == State.KEPT else f" {_why(gap, line)}"
            title = f"{words.clock(start)}–{words.clock(end)}{why}"
            label = date_format(start, "D j.n.")
            by_day.setdefault(label, []).append(Mark(_minute(start), ends, gap.state.value, title))
    names = (_("Kept"), _("Too few agents"), _("Closed because of the wait"))
    return Strip(tuple((label, tuple(marks)) for label, marks in by_day.items()), names)


def _in_days(gap: Gap, zone: tzinfo) -> list[Gap]:
    """Cut at midnight."""
    parts, start = [], gap.starts_at
    while start < gap.ends_at:
        day = start.astimezone(zone).date()
        midnight = Period(day, day).instants(zone)[1]
        end = min(gap.ends_at, midnight)
        parts.append(gap._replace(starts_at=start, ends_at=end))
        start = end
    return parts


def _minute(at: datetime) -> float:
    return at.hour * 60 + at.minute + at.second / 60


def _sentence(sums: Staffed | None, line: Line) -> str:
    if sums is None or not sums.promised_ms:
        return _("Nothing was promised in these days, or it is not on record who was there.")
    said = _("%(share)s of the promised hours were kept (%(team)s): %(kept)s of %(promised)s.") % {
        "team": line.name,
        "share": words.percent(sums.share(sums.kept_ms)),
        "kept": words.length(_seconds(sums.kept_ms)),
        "promised": words.length(_seconds(sums.promised_ms)),
    }
    parts = [
        _("%(time)s with too few agents") % {"time": words.length(_seconds(sums.short_ms))},
        _("%(time)s closed because of the wait") % {"time": words.length(_seconds(sums.closed_ms))},
    ]
    return said + " " + _("The rest: %(parts)s.") % {"parts": ", ".join(parts)}


REPORT = Report(
    number=11,
    slug="hours-kept",
    title=gettext_lazy("Opening hours kept"),
    question=gettext_lazy("Were the opening hours kept?"),
    definitions=(PROMISED, KEPT, *definitions.OF_DAYS),
    answer=answer,
    uses=frozenset({"grain", "team", "without"}),
    headline=gettext_lazy("Promised hours kept"),
)
