"""Will the goal be met? Where the phone's share is going, with what chance, against the path."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from statistics import fmean

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports import definitions, forecast, marking, shares, words
from reports.charts.fan import Fan, fan_chart
from reports.choices import Figure
from reports.grids import Column, Grid, Kind, Row
from reports.happenings import happenings_of
from reports.headline import is_on_path
from reports.measures.ratios import Ratio
from reports.measures.weeks import WEEK, Week
from reports.outlook import Outlook, look_ahead
from reports.parameters import Parameter
from reports.periods import DAY, Period
from reports.report import Answer, Asked, Picture, Report
from reports.shifting import path_of
from tickets.choices import Channel

SHOWN, LISTED = 104, 26
FASTER = Parameter(
    "faster",
    gettext_lazy("What if it fell faster"),
    Decimal(0),
    least=Decimal(-20),
    most=Decimal(20),
    help=gettext_lazy("Percent of the share a month, beyond what is expected: a campaign, say."),
)


def answer(asked: Asked) -> Answer:
    found = look_ahead(asked)
    faster = asked.parameters[FASTER.name]
    sentences = tuple(_sentences(found, asked.filters.figure, faster))
    return Answer(
        sentences=sentences,
        grids=(_known(found, asked), _forecast(found, faster)),
        pictures=(_picture(found, sentences[0]),) if found.weeks else (),
        notes=tuple(_notes(found)),
        headline=found.now.share if found.weeks else None,
    )


def _sentences(found: Outlook, figure: Figure, faster: Decimal) -> list[str]:
    if not found.weeks:
        return [_("There is no whole week on record yet from which a share could be told.")]
    if found.now.share is None:
        return [_("Nothing was counted in the last four whole weeks: there is no share.")]
    said = [_now(found, figure)]
    gap = found.wanted.gap(found.now.share, found.last_day)
    if gap is not None:
        said.append(_path(gap))
    if not found.drawn:
        said.append(
            _("%(weeks)s whole weeks are on record; a forecast needs %(least)s.")
            % {"weeks": len(found.weeks), "least": forecast.LEAST_WEEKS}
        )
    return said + _chances(found, faster)


def _now(found: Outlook, figure: Figure) -> str:
    given = {"share": words.percent(found.now.share)}
    if figure == Figure.CONTACTS:
        return _("Phone %(share)s of contacts in the last four whole weeks.") % given
    return _("Phone %(share)s of requests in the last four whole weeks.") % given


def _path(gap: Decimal) -> str:
    if is_on_path(gap):
        return _("That is on the path.")
    given = {"points": words.decimal(abs(gap))}
    if gap > 0:
        return _("That is %(points)s points ahead of the path.") % given
    return _("That is %(points)s points behind the path.") % given


def _chances(found: Outlook, faster: Decimal) -> list[str]:
    wanted, chance = found.wanted, found.chance()
    if wanted.day is None:
        return []
    given = {"goal": words.percent(wanted.goal), "day": words.day(wanted.day)}
    if found.is_past:
        return [_("The day of the goal, %(day)s, is past: set a new target.") % given]
    if chance is None:
        return []
    said = [
        _("The chance to be at or below %(goal)s by %(day)s is %(chance)s.")
        % {**given, "chance": _whole_percent(chance)}
    ]
    if faster:
        said.append(
            _("If the share fell by %(faster)s more each month, the chance would be %(chance)s.")
            % {
                "faster": words.percent(faster),
                "chance": _whole_percent(found.chance(falling=faster) or 0.0),
            }
        )
    return said


def _whole_percent(chance: float) -> str:
    return words.percent(Decimal(100 * chance), 0)


def _notes(found: Outlook) -> list[str]:
    notes = []
    if found.needed:
        notes.append(
            _("To be at the goal in time, the share must fall by %(points)s points a week.")
            % {"points": words.decimal(found.needed, 2)}
        )
    if found.error is not None:
        notes.append(
            _(
                "Had such forecasts been made before, they would have been wrong by %(error)s"
                " points on average, %(weeks)s weeks ahead."
            )
            % {
                "error": words.decimal(Decimal(100 * found.error)),
                "weeks": found.error_weeks,
            }
        )
    if found.weeks and not found.wanted.target:
        notes.append(
            _("No target is set for this figure: the goal is that of the desk's settings.")
        )
    return notes


def _known(found: Outlook, asked: Asked) -> Grid:
    """The last weeks one by one: what the share of now and the forecast come from."""
    columns = (
        Column("week", _("Week from"), Kind.DAY),
        Column("phone", _("Phone"), channel=Channel.PHONE),
        Column("n", str(asked.filters.figure.label)),
        Column("share", _("Phone’s share"), Kind.SHARE),
        Column("interval", _("95 percent interval"), Kind.INTERVAL),
        Column("path", _("Path"), Kind.SHARE),
    )
    rows = []
    for week in found.weeks[-LISTED:]:
        ratio, every = Ratio(week.part, week.whole), asked.subset.during(week.days)
        share, sure = ratio.share, ratio.interval
        rows.append(
            Row(
                (week.start, ratio.hits, ratio.n, share, sure, _on_path(found, week.days.last)),
                {"phone": every.having(channel=Channel.PHONE.value), "n": every},
            )
        )
    title = _("The phone's share in the last weeks, of contacts")
    if asked.filters.figure == Figure.REQUESTS:
        title = _("The phone's share in the last weeks, of requests")
    return Grid("weeks", title, columns, tuple(rows))


def _forecast(found: Outlook, faster: Decimal) -> Grid:
    columns = (
        Column("week", _("Week from"), Kind.DAY),
        Column("middle", _("Expected"), Kind.SHARE),
        Column("low80", _("80 percent, from"), Kind.SHARE),
        Column("high80", _("80 percent, to"), Kind.SHARE),
        Column("low95", _("95 percent, from"), Kind.SHARE),
        Column("high95", _("95 percent, to"), Kind.SHARE),
        Column("path", _("Path"), Kind.SHARE),
        *((Column("faster", _("If it fell faster"), Kind.SHARE),) if faster else ()),
    )
    middles = [[band.middle for band in found.bands]]
    fallen = forecast.faster(middles, float(faster))[0]
    rows = []
    for place, band in enumerate(found.bands):
        day = found.weeks[-1].start + (place + 1) * WEEK
        ends = (band.middle, band.low80, band.high80, band.low95, band.high95)
        more = (shares.in_percent(fallen[place]),) if faster else ()
        path = _on_path(found, day + 6 * DAY)
        rows.append(Row((day, *(shares.in_percent(share) for share in ends), path, *more)))
    title = _("The phone's share in the weeks to come, mean of four weeks")
    return Grid("forecast", title, columns, tuple(rows))


def _on_path(found: Outlook, day: date) -> Decimal | None:
    target = found.wanted.target
    return target.on(day).quantize(Decimal("0.1")) if target else None


def _picture(found: Outlook, sentence: str) -> Picture:
    past, target = found.weeks[-SHOWN:], found.wanted.target
    days = [week.start for week in past]
    marked = marking.numbered(happenings_of(Period(days[0], past[-1].days.last)), days)
    days += [days[-1] + n * WEEK for n in range(1, 1 + len(found.bands))]
    fan = Fan(
        labels=tuple(words.short_month(day) for day in days),
        past=tuple(_smoothed(past)),
        bands=tuple(found.bands),
        path=path_of(target, days) if target else (),
        goal=float(found.wanted.goal) / 100,
        marks=marking.marks(marked, days),
    )
    caption = _("The line is the mean of four weeks. Dotted: the goal.")
    if any(allowed is not None for allowed in fan.path):
        caption += _(" Dashed: the path to it.")
    caption += marking.told_beneath(marked)
    return Picture("fan", sentence, spec=lambda look: fan_chart(fan, look), caption=caption)


def _smoothed(weeks: Sequence[Week]) -> list[float | None]:
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
    definitions=(
        definitions.CONTACT,
        definitions.REQUEST,
        definitions.TARGET,
        definitions.FORECAST,
        definitions.CHANCE,
        *definitions.OF_DAYS,
    ),
    answer=answer,
    uses=frozenset({"of", "team", "topic", "without"}),
    has_period=False,
    parameters=(FASTER,),
    headline=gettext_lazy("Phone’s share, the last four whole weeks"),
)
