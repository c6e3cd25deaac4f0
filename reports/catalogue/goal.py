"""Will the goal be met? Where the phone's share is going, with what chance, against the path."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from statistics import fmean

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports import definitions, forecast, words
from reports.charts.fan import Fan, fan_chart
from reports.choices import Figure
from reports.definitions import Definition
from reports.grids import Column, Grid, Kind, Row
from reports.measures.weeks import WEEK, Week, weeks_of_phone
from reports.models import Target
from reports.report import Answer, Asked, Picture, Report

FORECAST = Definition(
    "forecast",
    1,
    gettext_lazy("Forecast"),
    gettext_lazy(
        "The phone's share week by week as last year in the same week, moved by how much the last"
        " weeks differ from the year before; the fan holds 80 and 95 % of 500 paths drawn with the"
        " errors that such forecasts made. With less than 26 whole weeks there is none."
    ),
)
CHANCE = Definition(
    "chance",
    1,
    gettext_lazy("Chance to meet the goal"),
    gettext_lazy(
        "The share of those paths whose last four weeks before the goal's day are at or below the"
        " goal on average. It supposes that the future is like the past."
    ),
)
AHEAD = 26
MOST_AHEAD = 104
SHOWN = 104


@dataclass(frozen=True)
class Outlook:
    """What is known, what may come, and what is wanted."""

    weeks: list[Week]
    bands: list[forecast.Band]
    drawn: list[list[float]]
    goal: Decimal
    goal_day: date | None
    target: Target | None
    error: float | None

    @property
    def now(self) -> float | None:
        """The phone's share over the last four whole weeks."""
        last = self.weeks[-forecast.TRAILING :]
        whole = sum(week.whole for week in last)
        return sum(week.part for week in last) / whole if whole else None

    @property
    def chance(self) -> float | None:
        """None without a day to meet it by, or without a forecast that reaches so far."""
        if not self.drawn or not self.goal_day or self._missing_weeks(self.goal_day) > 0:
            return None
        return forecast.chance(self.drawn, float(self.goal) / 100)

    def _missing_weeks(self, day: date) -> int:
        return (day - self.weeks[-1].start).days // 7 - len(self.drawn[0])


def look_ahead(asked: Asked) -> Outlook:
    """One statement for the weeks; the rest is reckoned."""
    figure, target = asked.filters.figure, Target.in_force(asked.filters.figure)
    weeks = weeks_of_phone(figure, asked.filters.scope, zone=asked.zone, today=asked.today)
    goal = target.to_percent if target else asked.desk.phone_goal_percent
    goal_day = target.to_day if target else asked.desk.phone_goal_date
    values = [forecast.logit(week.part, week.whole) for week in weeks]
    model = forecast.fit(values)
    ahead = _ahead(weeks, goal_day)
    drawn = forecast.paths(model, ahead) if model else []
    error = forecast.back_test(values, ahead=min(13, ahead)) if model else None
    known = [forecast.share(value) for value in values]
    bands = forecast.bands(forecast.trailing(known, drawn)) if drawn else []
    return Outlook(weeks, bands, drawn, goal, goal_day, target, error)


def _ahead(weeks: list[Week], goal_day: date | None) -> int:
    if not weeks or not goal_day or goal_day <= weeks[-1].start:
        return AHEAD
    return min(MOST_AHEAD, max(forecast.TRAILING, (goal_day - weeks[-1].start).days // 7))


def answer(asked: Asked) -> Answer:
    found = look_ahead(asked)
    sentences = tuple(_sentences(found, asked.filters.figure))
    return Answer(
        sentences=sentences,
        grids=(_grid(found),),
        pictures=(_picture(found, sentences[0]),) if found.weeks else (),
        notes=tuple(_notes(found)),
    )


def _sentences(found: Outlook, figure: Figure) -> list[str]:
    if found.now is None:
        return [_("There is no whole week on record yet from which a share could be told.")]
    said = [_now(found, figure)]
    if found.target:
        said.append(_path(found, found.target))
    if not found.drawn:
        said.append(
            _("%(weeks)s whole weeks are on record; a forecast needs %(least)s.")
            % {"weeks": len(found.weeks), "least": forecast.LEAST_WEEKS}
        )
    elif found.chance is not None and found.goal_day:
        said.append(
            _("The chance to be at or below %(goal)s by %(day)s is %(chance)s.")
            % {
                "goal": words.percent(found.goal),
                "day": words.day(found.goal_day),
                "chance": words.percent(Decimal(100 * found.chance), 0),
            }
        )
    return said


def _now(found: Outlook, figure: Figure) -> str:
    given = {"share": words.percent(Decimal(100 * (found.now or 0)))}
    if figure == Figure.CONTACTS:
        return _("Phone %(share)s of contacts in the last four whole weeks.") % given
    return _("Phone %(share)s of requests in the last four whole weeks.") % given


def _path(found: Outlook, target: Target) -> str:
    last_day = found.weeks[-1].start + WEEK
    gap = target.on(last_day) - Decimal(100 * (found.now or 0))
    given = {"points": words.decimal(abs(gap))}
    if gap >= 0:
        return _("That is %(points)s points ahead of the path.") % given
    return _("That is %(points)s points behind the path.") % given


def _notes(found: Outlook) -> list[str]:
    if found.error is None:
        return []
    return [
        _(
            "Had such forecasts been made before, they would have been wrong by %(error)s points on"
            " average, a quarter of a year ahead."
        )
        % {"error": words.decimal(Decimal(100 * found.error))}
    ]


def _grid(found: Outlook) -> Grid:
    columns = (
        Column("week", _("Week from"), Kind.DAY),
        Column("middle", _("Expected"), Kind.SHARE),
        Column("low80", _("80 percent, from"), Kind.SHARE),
        Column("high80", _("80 percent, to"), Kind.SHARE),
        Column("path", _("Path"), Kind.SHARE),
    )
    start = found.weeks[-1].start if found.weeks else None
    rows = tuple(
        Row(
            (
                day,
                *(_percent(share) for share in (band.middle, band.low80, band.high80)),
                found.target.on(day).quantize(Decimal("0.1")) if found.target else None,
            )
        )
        for place, band in enumerate(found.bands, start=1)
        if start
        for day in [start + place * WEEK]
    )
    return Grid(
        "forecast", _("The phone's share in the weeks to come, mean of four weeks"), columns, rows
    )


def _percent(share: float) -> Decimal:
    return Decimal(100 * share).quantize(Decimal("0.1"))


def _picture(found: Outlook, sentence: str) -> Picture:
    past = found.weeks[-SHOWN:]
    days = [week.start for week in past]
    days += [days[-1] + n * WEEK for n in range(1, 1 + len(found.bands))]
    fan = Fan(
        labels=tuple(words.short_month(day) for day in days),
        past=tuple(_smoothed(past)),
        bands=tuple(found.bands),
        path=tuple(float(found.target.on(day)) / 100 for day in days) if found.target else (),
        goal=float(found.goal) / 100,
    )
    caption = _("The line is the mean of four weeks. Dotted: the goal. Dashed: the path to it.")
    return Picture("fan", sentence, spec=lambda look: fan_chart(fan, look), caption=caption)


def _smoothed(weeks: list[Week]) -> list[float | None]:
    """The mean of each week and the three before it: what a goal is measured by."""
    means: list[float | None] = []
    for place in range(len(weeks)):
        known = [
            week.share
            for week in weeks[max(0, place + 1 - forecast.TRAILING) : place + 1]
            if week.share is not None
        ]
        means.append(fmean(known) if known else None)
    return means


REPORT = Report(
    number=5,
    slug="goal",
    title=gettext_lazy("The goal"),
    question=gettext_lazy("Will we reach the goal for the phone's share?"),
    definitions=(definitions.CONTACT, definitions.REQUEST, FORECAST, CHANCE, definitions.TIME),
    answer=answer,
    uses=frozenset({"of", "team", "topic", "without"}),
    has_period=False,
)
