"""Are two or three agents there? How many accept chats in promised hours, by the clock."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from helpdesk.people.choices import Weekday
from reports import definitions, range_words, shares, words
from reports.catalogue.hours_kept import PROMISED
from reports.charts.steps import Steps, steps_chart
from reports.definitions import Definition
from reports.grids import Column, Grid, Kind, Row, Value
from reports.kept_hours import Staffed
from reports.measures.staffed import (
    Slot,
    added,
    by_bucket,
    by_slot,
    by_team,
    by_weekday,
    counts_of,
    line_asked,
    not_on_record,
)
from reports.promised import Line
from reports.report import Answer, Asked, Picture, Report
from reports.small_groups import is_enough

THERE = Definition(
    "agents_there",
    1,
    gettext_lazy("Agents there"),
    gettext_lazy(
        "Agents of the team who accepted chats, whether or not they had a place free, weighted by"
        " how long: of all promised time, the part with nobody, one, two, and three or more. Who"
        " belongs to a team is what holds today; of the whole desk everybody counts."
    ),
)
SLOT_USE = Definition(
    "slot_use",
    1,
    gettext_lazy("Places used"),
    gettext_lazy(
        "The time that agents had chats, each chat counted, of the time that their places for chats"
        " were there, in promised hours and while they accepted. Of fewer than five people it is"
        " not shown: whoever knows the team would know whose it is."
    ),
)


def answer(asked: Asked) -> Answer:
    counts = counts_of(asked)
    promise = counts.promise
    line = line_asked(asked, promise)
    buckets, whole = by_bucket(asked, counts)
    periods = [
        Row((words.bucket(bucket), *_values(sums, line)), is_provisional=not asked.is_whole(bucket))
        for bucket, sums in buckets
    ]
    total = Row((_("Whole period"), *_values(whole, line)), is_total=True)
    weekdays = tuple(
        Row((str(Weekday(day).label), *_values(sums, line)))
        for day, sums in sorted(by_weekday(asked, counts).items())
    )
    teams = tuple(Row((each.name, *_values(sums, each))) for each, sums in by_team(asked, counts))
    slots = by_slot(asked, counts)
    steps = Steps(_days(slots), line.least, _("Wanted at least"))
    sentence = _sentence(whole, line)
    return Answer(
        sentences=(sentence,),
        grids=(
            _grid("periods", _("Period"), (*periods, total)),
            _grid("weekdays", _("Weekday"), weekdays),
            _grid("teams", _("Team"), teams),
            _week(slots),
        ),
        pictures=(
            Picture(
                "week",
                _("Agents there on average in a typical week, by quarter of an hour."),
                svg=lambda look: steps_chart(steps, look),
                caption=_("%(team)s: agents there on average, where hours are promised.")
                % {"team": line.name},
            ),
        ),
        notes=not_on_record(promise, asked),
    )


def _values(sums: Staffed | None, line: Line) -> tuple[Value, ...]:
    """Dashes where it is not on record who was there."""
    if sums is None:
        return (None,) * 8
    parts = (sums.none_ms, sums.one_ms, sums.two_ms, sums.more_ms)
    enough = sums.promised_ms - sums.short_ms
    return (
        round(sums.promised_ms / 1000),
        *(sums.share(part) for part in parts),
        sums.share(enough),
        shares.rounded(sums.agents),
        sums.slot_use if is_enough(line.people) else None,
    )


def _grid(key: str, first: str, rows: tuple[Row, ...]) -> Grid:
    columns = (
        Column("row", first, Kind.TEXT),
        Column("promised", _("Promised"), Kind.SECONDS),
        Column("none", _("Nobody"), Kind.SHARE),
        Column("one", _("1 agent"), Kind.SHARE),
        Column("two", _("2 agents"), Kind.SHARE),
        Column("more", range_words.or_more(3), Kind.SHARE),
        Column("enough", _("As many as wanted"), Kind.SHARE),
        Column("agents", _("Agents on average"), Kind.NUMBER),
        Column("use", _("Places used"), Kind.SHARE),
    )
    return Grid(key, _("Agents there by %(what)s") % {"what": first.lower()}, columns, rows)


def _week(slots: Mapping[Slot, Staffed]) -> Grid:
    """A row an hour of the clock, a column a weekday on which something is promised."""
    weekdays = sorted({weekday for weekday, _quarter in slots})
    columns = (
        Column("hour", _("Hour"), Kind.TEXT),
        *(Column(f"day{day}", str(Weekday(day).label), Kind.NUMBER) for day in weekdays),
    )
    rows = []
    for hour in sorted({quarter // 4 for _weekday, quarter in slots}):
        quarters = range(4 * hour, 4 * hour + 4)
        sums = [
            added(slots[day, quarter] for quarter in quarters if (day, quarter) in slots)
            for day in weekdays
        ]
        rows.append(Row((range_words.hour(hour), *(shares.rounded(one.agents) for one in sums))))
    title = _("Agents there on average in a typical week")
    return Grid("week", title, columns, tuple(rows))


def _days(slots: Mapping[Slot, Staffed]) -> tuple[tuple[str, dict[int, float]], ...]:
    return tuple(
        (
            str(Weekday(day).label),
            {
                quarter: sums.agents
                for (weekday, quarter), sums in slots.items()
                if weekday == day and sums.agents is not None
            },
        )
        for day in sorted({weekday for weekday, _quarter in slots})
    )


def _sentence(sums: Staffed | None, line: Line) -> str:
    if sums is None or not sums.promised_ms:
        return _("Nothing was promised in these days, or it is not on record who was there.")
    return _(
        "Two agents or more were there for %(two)s of the promised time (%(team)s), one for"
        " %(one)s, nobody for %(none)s; wanted are %(wanted)s at least."
    ) % {
        "team": line.name,
        "two": words.percent(sums.share(sums.two_ms + sums.more_ms)),
        "one": words.percent(sums.share(sums.one_ms)),
        "none": words.percent(sums.share(sums.none_ms)),
        "wanted": line.least,
    }


REPORT = Report(
    number=12,
    slug="staffed",
    title=gettext_lazy("Agents there"),
    question=gettext_lazy("Are two or three agents there?"),
    definitions=(PROMISED, THERE, SLOT_USE, *definitions.OF_DAYS),
    answer=answer,
    uses=frozenset({"grain", "team", "without"}),
)
