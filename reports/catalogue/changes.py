"""What changed, and when? Weekly shares on a control chart, and possible changes among them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports import control, definitions, marking, shares, words
from reports.charts.control import Chart, control_chart
from reports.choices import Figure
from reports.control import BASELINE, Change, Watch
from reports.definitions import Definition
from reports.grids import Column, Grid, Kind, Row
from reports.happenings import days_of, happenings_of, touches
from reports.intervals import Interval
from reports.measures.ratios import Ratio
from reports.measures.weeks import WEEK, Week, weeks_of
from reports.models import Annotation
from reports.parameters import Parameter
from reports.periods import Period
from reports.report import Answer, Asked, Picture, Report
from tickets.choices import Channel

LIMITS = Definition(
    "laney_limits",
    1,
    gettext_lazy("What is usual"),
    gettext_lazy(
        "The share of the first 26 weeks, and limits of three standard deviations around it."
        " Shares of weeks differ by more than chance, so the limits are widened by how much"
        " neighbouring weeks of those 26 differ (Laney's p' chart), never narrowed. After a"
        " possible change the 26 weeks begin anew. Weeks without anybody are left out."
    ),
)
POSSIBLE = Definition(
    "possible_change",
    1,
    gettext_lazy("Possible change"),
    gettext_lazy(
        "Deviations from the usual share are added up week by week, less half a standard deviation"
        " each (a CUSUM with k = 0.5); where the sum passes 5 the share has possibly changed,"
        " since the week in which the sum began to grow. A lasting change of two points is found"
        " after eight weeks or so; in about one year of seven this happens without any change."
        " It says that something changed, not why."
    ),
)
SHOWN = 104
NEAR = 2 * WEEK
"""What happened so near before the first week of a change, or in it, is named beside it."""
WATCHED = Parameter(
    "watched",
    gettext_lazy("Share of"),
    Decimal(1),
    choices=tuple((Decimal(n), channel.label) for n, channel in enumerate(Channel, start=1)),
)


@dataclass(frozen=True)
class Found:
    """A channel's weeks, and what was found in them; no `watch` where too few are on record."""

    channel: Channel
    weeks: list[Week]
    watch: Watch | None

    @property
    def changes(self) -> tuple[Change, ...]:
        return self.watch.changes if self.watch else ()


def answer(asked: Asked) -> Answer:
    weeks = weeks_of(
        Channel.values,
        asked.filters.figure,
        asked.filters.scope,
        zone=asked.zone,
        today=asked.today,
    )
    every = [
        Found(channel, found, control.watch([(week.part, week.whole) for week in found]))
        for channel in Channel
        for found in [weeks[channel]]
    ]
    shown = every[int(asked.parameters[WATCHED.name]) - 1]
    happened = _happened(shown.weeks)
    sentences = tuple(_sentences(shown, asked.filters.figure))
    return Answer(
        sentences=sentences,
        grids=(_changes(every, happened), _weeks(asked, shown, happened)),
        pictures=(_picture(shown, happened, sentences[0]),) if shown.watch else (),
    )


def _happened(weeks: list[Week]) -> list[Annotation]:
    return happenings_of(Period(weeks[0].start - NEAR, weeks[-1].days.last)) if weeks else []


def _sentences(found: Found, figure: Figure) -> list[str]:
    if found.watch is None:
        return [
            _("%(weeks)s whole weeks are on record; what is usual takes %(least)s to tell.")
            % {"weeks": len(found.weeks), "least": BASELINE}
        ]
    given = {"channel": found.channel.label, "weeks": len(found.weeks)}
    if not found.changes:
        return [
            _("%(channel)s: no change of the share of contacts is seen in %(weeks)s weeks.") % given
            if figure == Figure.CONTACTS
            else _("%(channel)s: no change of the share of requests is seen in %(weeks)s weeks.")
            % given
        ]
    last = found.changes[-1]
    given |= {
        "week": words.day(found.weeks[last.start].start),
        "before": words.percent(shares.in_percent(last.before)),
        "after": words.percent(shares.in_percent(last.after)),
    }
    text = (
        _(
            "%(channel)s: the share of contacts possibly changed in the week from %(week)s,"
            " from %(before)s to %(after)s."
        )
        if figure == Figure.CONTACTS
        else _(
            "%(channel)s: the share of requests possibly changed in the week from %(week)s,"
            " from %(before)s to %(after)s."
        )
    )
    return [text % given]


def _changes(every: list[Found], happened: list[Annotation]) -> Grid:
    columns = (
        Column("channel", _("Channel"), Kind.TEXT),
        Column("week", _("Possible change in the week from"), Kind.DAY),
        Column("found", _("Seen after the week from"), Kind.DAY),
        Column("before", _("Share before"), Kind.SHARE),
        Column("after", _("Share since, up to then"), Kind.SHARE),
        Column("points", _("Change, points"), Kind.POINTS),
        Column("happened", _("What happened then"), Kind.TEXT),
    )
    rows = tuple(
        Row(
            (
                str(found.channel.label),
                found.weeks[change.start].start,
                found.weeks[change.found].start,
                shares.in_percent(change.before),
                shares.in_percent(change.after),
                shares.in_percent(change.after - change.before),
                _near(found.weeks[change.start], happened),
            )
        )
        for found in every
        for change in found.changes
    )
    return Grid("changes", _("Possible changes, of all channels"), columns, rows)


def _near(week: Week, happened: list[Annotation]) -> str | None:
    near = Period(week.start - NEAR, week.days.last)
    return "; ".join(each.text for each in happened if touches(days_of(each), near)) or None


def _weeks(asked: Asked, found: Found, happened: list[Annotation]) -> Grid:
    columns = (
        Column("week", _("Week from"), Kind.DAY),
        Column("n", str(found.channel.label), channel=found.channel),
        Column("of", str(asked.filters.figure.label)),
        Column("share", _("Share"), Kind.SHARE),
        Column("usual", _("Usual share"), Kind.SHARE),
        Column("limits", _("Usual limits"), Kind.INTERVAL),
        Column("seen", _("Seen"), Kind.TEXT),
        Column("happened", _("What happened"), Kind.TEXT),
    )
    first = max(0, len(found.weeks) - SHOWN)
    rows = tuple(_week(asked, found, place, happened) for place in range(first, len(found.weeks)))
    return Grid("weeks", _("Week by week"), columns, rows)


def _week(asked: Asked, found: Found, place: int, happened: list[Annotation]) -> Row:
    week = found.weeks[place]
    every = asked.subset.during(week.days)
    usual, limits, seen = None, None, None
    if found.watch:
        watched = found.watch.weeks[place]
        usual, seen = shares.in_percent(watched.usual.share), _seen(found, place)
        limits = Interval(*watched.usual.limits(week.whole)) if week.whole else None
    told = "; ".join(each.text for each in happened if touches(days_of(each), week.days))
    share = Ratio(week.part, week.whole).share
    return Row(
        (week.start, week.part, week.whole, share, usual, limits, seen, told or None),
        {"n": every.having(channel=found.channel.value), "of": every},
    )


def _seen(found: Found, place: int) -> str | None:
    assert found.watch
    starts = {change.start for change in found.changes}
    if place in starts:
        return _("possible change")
    return _("outside of the limits") if found.watch.weeks[place].is_outside else None


def _picture(found: Found, happened: list[Annotation], sentence: str) -> Picture:
    assert found.watch
    first = max(0, len(found.weeks) - SHOWN)
    starts = [week.start for week in found.weeks[first:]]
    marked = marking.numbered(happened, starts)
    chart = Chart(
        labels=tuple(words.short_month(start) for start in starts),
        weeks=found.watch.weeks[first:],
        colour=found.channel,
        changes=tuple(change.start - first for change in found.changes if change.start >= first),
        marks=marking.marks(marked, starts),
    )
    caption = _(
        "The band holds what is usual. A diamond is a week outside of it, an upright line a"
        " possible change."
    ) + marking.told_beneath(marked)
    return Picture(
        "control", sentence, spec=lambda look: control_chart(chart, look), caption=caption
    )


REPORT = Report(
    number=6,
    slug="changes",
    title=gettext_lazy("What changed, when"),
    question=gettext_lazy("What changed, and when?"),
    definitions=(
        *(definitions.CONTACT, definitions.REQUEST, definitions.SHARE, LIMITS, POSSIBLE),
        *definitions.OF_DAYS,
    ),
    answer=answer,
    uses=frozenset({"of", "team", "topic", "without"}),
    has_period=False,
    parameters=(WATCHED,),
)
