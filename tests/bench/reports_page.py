"""The page that the figures of reports are published on."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from tests.bench import page
from tests.bench.figures import Goal, Row, median_ratio, percentile, spread

if TYPE_CHECKING:
    from tests.bench.bench_reports import Measured

DATABASE, PROCESSOR, WHOLE, SLOWEST = range(4)
Took = Sequence[Sequence[float]]
MIX, TIMES = Goal(10, " ms", "less"), Goal(200, "×", "more")
ANSWER, VISIT = Goal(100, " ms", "less"), Goal(300, " ms", "less")
ANEW, SLOWED, FLAT = Goal(20, " ms", "less"), Goal(25, " %", "less"), Goal(3, "×", "less")
USUAL = ("12 months", "24 months")
"""The periods that the goal of answers is held against; ten years are told apart."""
PAGE = """# Benchmarks of reports

Written by `make bench-reports` (`tests/bench/bench_reports.py`) on {day}. {runs} runs of each; a
figure is their median, with the least and the greatest in brackets, unless it is a p95.
{machine};
load average {load} at the end. Contacts are made up by `manage.py make_contacts`: ten years, eight
teams, 48 topics, half of them with a ticket; chats of the last two years, what was said in them of
the last four weeks. The latest office day is marked as changed, so that all answers and pages count
it from the facts, as those of a desk at work count its present day. PostgreSQL as the product
starts it, with fsync, in `{buffers}` of shared buffers.

*In the database*: from when a statement is sent until its rows are there. *Processor*: of the
PostgreSQL process meanwhile, which other work on the machine does not lengthen.

{tables}

## Each report

Milliseconds in the database, p95 over all runs and over all contacts, one team, and one topic as
far as the report has these filters; in brackets the median of PostgreSQL's processor time.

{reports}

## Each page

24 months, warm; milliseconds, medians: all of it, and in the database.

{pages}

{by_hand}"""


def text(measured: Sequence[Measured], *, runs: int) -> str:
    return PAGE.format(
        day=datetime.now(UTC).date(),
        runs=runs,
        machine=page.machine(),
        load=f"{os.getloadavg()[0]:.1f}",
        buffers="256 MB",
        tables="\n\n".join(_table(one, measured[-1]) for one in measured) + _flat(measured),
        reports=_reports(measured),
        pages=_pages(measured),
        by_hand="{by_hand}",
    )


def write(path: Path, text: str) -> None:
    path.write_text(text.replace("{by_hand}", page.kept_by_hand(path)), encoding="utf-8")


def _table(one: Measured, most: Measured) -> str:
    """Goals are of the most contacts only."""
    rows = [*_mix(one), *_answers(one), _visits(one), *_refresh(one), _writing(one), _build(one)]
    if one is not most:
        rows = [replace(row, goal=None) for row in rows]
    return f"## {one.contacts:,} contacts\n\n{page.HEAD}\n" + "\n".join(map(str, rows))


def _column(took: Took, place: int) -> list[float]:
    return [each[place] for each in took]


def _mix(one: Measured) -> list[Row]:
    ours, facts = (_column(one.found["mix"][name], DATABASE) for name in ("ours", "facts"))
    ratio = median_ratio(facts, ours)
    beside = f"index-only scan of the facts: {spread(facts)}; {ratio:,.0f}×"
    what = "24 months by month, by channel, in the database (ms)"
    return [
        Row(what, spread(ours, 1), beside, MIX, median(ours)),
        Row("the same, how many times faster", f"{ratio:,.0f}", "–", TIMES, ratio),
    ]


def _answers(one: Measured) -> list[Row]:
    def p95(place: int, periods: Iterable[str]) -> float:
        return percentile(
            [
                each[place]
                for answer in one.found["answers"]
                if answer["period"] in periods
                for each in answer["took"]
            ],
            0.95,
        )

    slowest = p95(SLOWEST, USUAL)
    what = "a report's slowest query (ms), 12 and 24 months: p95"
    rows = [Row(what, f"{slowest:.0f}", "of each answer", ANSWER, slowest)]
    for periods, name, goal in (
        (USUAL, "12 and 24 months", ANSWER),
        (("10 years",), "10 years", None),
    ):
        figure = p95(DATABASE, periods)
        beside = (
            f"processor {p95(PROCESSOR, periods):.0f}; with reckoning {p95(WHOLE, periods):.0f}"
        )
        what = f"all queries of a report (ms), {name}: p95"
        rows.append(Row(what, f"{figure:.0f}", beside, goal, figure))
    return rows


def _visits(one: Measured) -> Row:
    whole = [each[WHOLE] for took in one.found["pages"].values() for each in took]
    slowest = max(one.found["pages"].items(), key=lambda item: median(_column(item[1], WHOLE)))
    figure = percentile(whole, 0.95)
    beside = f"median {median(whole):.0f}; slowest `{slowest[0]}`"
    return Row(
        "a page or list of 24 months, warm (ms): p95", f"{figure:.0f}", beside, VISIT, figure
    )


def _refresh(one: Measured) -> list[Row]:
    slowest, took = max(one.found["tables"].items(), key=lambda each: median(_column(each[1], 0)))
    figure = median(_column(took, DATABASE))
    mix = median(_column(one.found["tables"]["reports_daycount contacts"], DATABASE))
    beside = f"`{slowest}`, of {len(one.found['tables'])}; by channel, team and topic {mix:.0f}"
    return [
        Row(
            "one day of a table of counts anew (ms): the slowest table",
            spread(_column(took, DATABASE)),
            beside,
            ANEW,
            figure,
        ),
        *(
            Row(
                f"one day {name} anew in all tables, with who was there (ms)",
                spread(_column(took, WHOLE)),
                f"processor {median(_column(took, PROCESSOR)):.0f}",
            )
            for name, took in one.found["refresh"].items()
        ),
    ]


def _writing(one: Measured) -> Row:
    with_them, without = one.writers[True], one.writers[False]
    slower = 100 * (1 - median_ratio(with_them, without))
    beside = f"without triggers {spread(without)}; slowed by {slower:.0f} %"
    return Row("contacts written a second, 4 writers", spread(with_them), beside, SLOWED, slower)


def _build(one: Measured) -> Row:
    took = one.found["build_s"]
    return Row("all counts built anew (s)", "–" if took is None else f"{took:.0f} (one run)")


def _flat(measured: Sequence[Measured]) -> str:
    """How many times as much the most contacts cost as the fewest."""
    if len(measured) < 2:
        return ""
    few, many = (
        median(
            each[PROCESSOR]
            for answer in one.found["clean"]
            if answer["period"] in USUAL
            for each in answer["took"]
        )
        for one in (measured[0], measured[-1])
    )
    what = (
        f"processor time of an answer, {measured[-1].contacts:,} beside {measured[0].contacts:,},"
        " no day marked"
    )
    row = Row(what, f"{many:.1f} ms", f"{few:.1f} ms; {many / few:.1f}×", FLAT, many / few)
    return f"\n\n## From few to many\n\n{page.HEAD}\n{row}"


def _reports(measured: Sequence[Measured]) -> str:
    periods = [*USUAL, "10 years"]
    head = [f"{one.contacts:,}: {period}" for one in measured for period in periods]
    lines = [f"| Report | {' | '.join(head)} |", f"| --- |{' --- |' * len(head)}"]
    for slug in dict.fromkeys(each["report"] for each in measured[0].found["answers"]):
        cells = [
            _cell(one.found["answers"], slug, period) for one in measured for period in periods
        ]
        lines.append(f"| {slug} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _cell(answers: Sequence[Mapping[str, Any]], slug: str, period: str) -> str:
    took = [
        each
        for answer in answers
        if answer["report"] == slug and answer["period"] == period
        for each in answer["took"]
    ]
    p95 = percentile(_column(took, DATABASE), 0.95)
    return f"{p95:.0f} ({median(_column(took, PROCESSOR)):.0f})"


def _pages(measured: Sequence[Measured]) -> str:
    head = " | ".join(f"{one.contacts:,}" for one in measured)
    lines = [f"| Page | {head} |", f"| --- |{' --- |' * len(measured)}"]
    for path in measured[0].found["pages"]:
        cells = [
            f"{median(_column(one.found['pages'][path], WHOLE)):.0f}"
            f" ({median(_column(one.found['pages'][path], DATABASE)):.0f})"
            for one in measured
        ]
        lines.append(f"| `{path}` | {' | '.join(cells)} |")
    return "\n".join(lines)
