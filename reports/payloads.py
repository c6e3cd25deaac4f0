"""The answer of a report as plain JSON values, in the form that `serializers` describes."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from helpdesk.people.models import Desk
from reports.answers import ChannelMixAnswer, Shift
from reports.grids import Grid, plain
from reports.intervals import Interval
from reports.measures.channel_mix import Counts, Mix
from reports.measures.displacement import GOAL_PERCENT, Displacement
from reports.report import Answer, Asked, Report
from tickets.choices import Channel

Payload = dict[str, Any]


def channel_mix_payload(answer: ChannelMixAnswer, desk: Desk) -> Payload:
    filters, mix, scope = answer.filters, answer.mix, answer.filters.scope
    return {
        "of": filters.figure,
        "grain": filters.grain,
        "compare": filters.comparison,
        "team": scope.team.slug if scope.team else None,
        "topic": scope.topic.slug if scope.topic else None,
        "time_zone": desk.time_zone,
        "records_begin": answer.shift.began,
        "rows": [counts_payload(row) for row in mix.rows],
        "total": counts_payload(mix.total),
        "before": counts_payload(mix.before) if mix.before else None,
        "change": change_payload(mix, mix.before) if mix.before else None,
        "other_figure": counts_payload(answer.other.total),
        "goal": goal_payload(mix, desk),
        **shift_payload(answer.shift),
        "displacement": displacement_payload(answer.displacement),
    }


def counts_payload(counts: Counts) -> Payload:
    return {
        "first": counts.period.first,
        "last": counts.period.last,
        "is_whole": counts.bucket is None or counts.bucket.is_whole,
        "total": counts.total,
        "channels": [
            {
                "channel": channel.value,
                "count": counts.of(channel),
                "share": number(counts.share(channel)),
            }
            for channel in Channel
        ],
    }


def change_payload(mix: Mix, before: Counts) -> list[Payload]:
    return [
        {
            "channel": channel.value,
            "count": mix.total.of(channel) - before.of(channel),
            "points": number(mix.points(channel)),
        }
        for channel in Channel
    ]


def goal_payload(mix: Mix, desk: Desk) -> Payload:
    share = mix.total.share(Channel.PHONE)
    return {
        "percent": number(desk.phone_goal_percent),
        "by": desk.phone_goal_date,
        "is_met": None if share is None else share <= desk.phone_goal_percent,
    }


def shift_payload(shift: Shift) -> Payload:
    crossing, calls = shift.crossing, shift.calls
    return {
        "crossing": {
            "standing": crossing.standing.value,
            "month": crossing.month.start if crossing.month else None,
            "nth_month_of_chat": crossing.nth or None,
        },
        "calls": {
            "weeks_on_record": calls.weeks,
            "first_52_weeks": calls.first_count if calls.first else None,
            "last_52_weeks": calls.last_count if calls.last else None,
            "growth": number(calls.growth),
        },
    }


def displacement_payload(found: Displacement) -> Payload:
    asked = found.all
    low, high = percents(asked.displaced.interval)
    return {
        "chats": found.chats,
        "asked": asked.asked,
        "answered": asked.answered,
        "answers": [{"alternative": name, "count": n} for name, n in asked.answers.items()],
        "displaced": asked.displaced.hits,
        "share": number(asked.displaced.share),
        "low": low,
        "high": high,
        "goal_percent": GOAL_PERCENT,
        "verdict": found.verdict.value,
    }


def percents(interval: Interval | None) -> tuple[float | None, float | None]:
    if interval is None:
        return None, None
    return round(100 * interval.low, 1), round(100 * interval.high, 1)


def number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def report_payload(report: Report, asked: Asked, answer: Answer) -> Payload:
    """Any report: its sentences, its tables as rows of values by column, its definitions."""
    period = asked.filters.period
    return {
        "number": report.number,
        "slug": report.slug,
        "first": period.first,
        "last": period.last,
        "time_zone": asked.desk.time_zone,
        "parameters": {name: number(value) for name, value in asked.parameters.items()},
        "sentences": list(answer.sentences),
        "warnings": list(answer.warnings),
        "tables": [grid_payload(grid) for grid in answer.grids],
        "definitions": [
            {"key": each.key, "version": each.version, "text": str(each.text)}
            for each in report.definitions
        ],
    }


def grid_payload(grid: Grid) -> Payload:
    return {
        "key": grid.key,
        "title": grid.title,
        "columns": [
            {"key": column.key, "title": column.title, "kind": column.kind.value}
            for column in grid.columns
        ],
        "rows": [
            {
                "is_total": row.is_total,
                "is_provisional": row.is_provisional,
                **{column.key: plain(value) for column, value, _subset in grid.cells(row)},
            }
            for row in grid.rows
        ],
    }
