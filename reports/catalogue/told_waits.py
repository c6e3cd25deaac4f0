"""Were the waits true that visitors were told? Within the range, and by how much they erred."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from chat.accuracy import ENOUGH, WANTED
from reports import definitions, range_words, words
from reports.charts.calibration import Calibrated, calibration_chart
from reports.charts.mix import axis_label
from reports.charts.shares import ShareLine, share_chart
from reports.definitions import Definition
from reports.grids import Column, Grid, Kind, Row, Value
from reports.measures.by_row import Sums, rows_of
from reports.measures.ratios import Ratio
from reports.measures.told import Told, told_by, told_by_row
from reports.report import Answer, Asked, Picture, Report
from reports.shares import rounded
from reports.subsets import Subset
from reports.told_conditions import under
from tickets.choices import Channel

SHOWN_FROM = 10
"""Fewer chats make no point in the picture."""
TOLD_WAIT = Definition(
    "told_wait",
    1,
    gettext_lazy("Told wait"),
    gettext_lazy(
        "Whoever opens a chat is told a range, for example “under 1 min”; behind it stands the wait"
        " that is most to be expected. Chats that were answered or are over count. How long those"
        " who left would have waited nobody knows: they are told, but not answered."
    ),
)
COVERAGE = Definition(
    "told_wait_within",
    1,
    gettext_lazy("Waited as long as told"),
    gettext_lazy(
        "Of the chats that were answered: those whose first answer came within the range that was"
        " told, its ends included. Eight of ten should; below seven of ten something is wrong with"
        " the estimate. The interval is Wilson's, 95 %."
    ),
)
BIAS = Definition(
    "told_wait_error",
    1,
    gettext_lazy("Told too long, and mean error"),
    gettext_lazy(
        "Told too long: what was expected less what came, on average; below zero people waited"
        " longer than they were told. Mean error: the same without its sign."
    ),
)


def answer(asked: Asked) -> Answer:
    found = told_by_row(asked)
    whole = Told(*found.whole)
    labels = [axis_label(bucket) for bucket, _sums in found.rows]
    shares = tuple(_ratio(Told(*sums)).share for _bucket, sums in found.rows)
    lines = [ShareLine(_("Within the range"), Channel.CHAT, shares)]
    lengths = told_by(asked, "upto")
    points = [
        Calibrated(one.told_s, one.waited_s, one.answered)
        for one in lengths.values()
        if one.answered >= SHOWN_FROM and one.told_s is not None and one.waited_s is not None
    ]
    sentence = _sentence(whole)
    return Answer(
        sentences=(sentence,),
        warnings=_warnings(whole),
        grids=(
            _grid("told", _("Period"), rows_of(asked, found, _values, _drills)),
            _grid("hours", _("Hour"), _by_hour(asked)),
            _by_length(asked, lengths),
        ),
        pictures=(
            Picture(
                "calibration",
                _("Told and real waits, by how long was told."),
                spec=lambda look: calibration_chart(points, look, x=_("Told"), y=_("Waited")),
                caption=_(
                    "Told and real waits on average. On the dashed line they are the same;"
                    " above it people waited longer than they were told."
                ),
            ),
            Picture(
                "within",
                sentence,
                spec=lambda look: share_chart(
                    labels, lines, look, goal=Decimal(100 * WANTED).quantize(Decimal(1))
                ),
            ),
        ),
        headline=_ratio(whole).share,
    )


def _ratio(told: Told) -> Ratio:
    return Ratio(told.inside, told.answered)


def _values(sums: Sums) -> tuple[Value, ...]:
    told = Told(*sums)
    inside, accuracy = _ratio(told), told.accuracy
    return (
        *(told.n, told.answered, told.inside, inside.share, inside.interval),
        *(rounded(accuracy.bias_s), rounded(accuracy.error_s)),
    )


def _drills(contacts: Subset) -> dict[str, Subset]:
    which = {"n": "all", "answered": "answered", "inside": "inside"}
    return {column: contacts.having(told=name) for column, name in which.items()}


def _grid(key: str, first: str, rows: tuple[Row, ...]) -> Grid:
    columns = (
        Column("row", first, Kind.TEXT),
        Column("n", _("Told a wait"), channel=Channel.CHAT),
        Column("answered", pgettext("how many", "Answered")),
        Column("inside", _("Waited as told")),
        Column("share", _("Waited as told, share"), Kind.SHARE),
        Column("interval", _("95 percent interval"), Kind.INTERVAL),
        Column("bias", _("Told too long by (s)"), Kind.NUMBER),
        Column("error", _("Mean error (s)"), Kind.NUMBER),
    )
    return Grid(key, _("Told waits by %(what)s") % {"what": first.lower()}, columns, rows)


def _by_hour(asked: Asked) -> tuple[Row, ...]:
    return tuple(
        Row(
            (range_words.hour(hour), *_values(_sums(told))),
            _drills(asked.subset.having(hour=hour)),
            is_provisional=told.answered < ENOUGH,
            is_too_few=told.answered < ENOUGH,
        )
        for hour, told in told_by(asked, "hour").items()
    )


def _sums(told: Told) -> Sums:
    return (told.n, told.answered, told.inside, told.told_ms, told.waited_ms, told.off_ms)


def _by_length(asked: Asked, lengths: Mapping[int, Told]) -> Grid:
    columns = (
        Column("row", _("Told"), Kind.TEXT),
        Column("answered", pgettext("how many", "Answered"), channel=Channel.CHAT),
        Column("told", _("Told, mean (s)"), Kind.NUMBER),
        Column("waited", _("Waited, mean (s)"), Kind.NUMBER),
    )
    rows = tuple(
        Row(
            (under(edge), told.answered, rounded(told.told_s), rounded(told.waited_s)),
            {"answered": asked.subset.having(told="answered", told_upto=edge)},
            is_provisional=told.answered < ENOUGH,
            is_too_few=told.answered < ENOUGH,
        )
        for edge, told in lengths.items()
    )
    return Grid("lengths", _("What was told and what came, by how long was told"), columns, rows)


def _warnings(told: Told) -> tuple[str, ...]:
    if not told.accuracy.is_bad:
        return ()
    bad = _("The estimates are not good: only %(inside)s of %(n)s waits lay within the told range.")
    return (bad % {"inside": words.count(told.inside), "n": words.count(told.answered)},)


def _sentence(told: Told) -> str:
    accuracy = told.accuracy
    if accuracy.bias_s is None or accuracy.error_s is None:
        return _("No chat with a told wait was answered in this time.")
    said = {
        "share": words.percent(_ratio(told).share),
        "n": words.count(told.answered),
        "bias": words.decimal(rounded(abs(accuracy.bias_s))),
        "error": words.decimal(rounded(accuracy.error_s)),
    }
    if accuracy.bias_s >= 0:
        return (
            _(
                "%(share)s of %(n)s waits lay within the told range; on the average people waited"
                " %(bias)s s less than expected, with a mean error of %(error)s s."
            )
            % said
        )
    return (
        _(
            "%(share)s of %(n)s waits lay within the told range; on the average people waited"
            " %(bias)s s longer than expected, with a mean error of %(error)s s."
        )
        % said
    )


REPORT = Report(
    number=21,
    slug="told-waits",
    title=gettext_lazy("Told waits"),
    question=gettext_lazy("Were the waits true that we told?"),
    definitions=(TOLD_WAIT, COVERAGE, BIAS, *definitions.OF_DAYS),
    answer=answer,
    uses=frozenset({"grain", "team", "without"}),
    headline=gettext_lazy("Waited as long as told"),
)
