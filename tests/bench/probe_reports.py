"""`python -m tests.bench.probe_reports RUNS`: measures the desk of the environment; says JSON."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Any

import django

django.setup()

# Models can be imported only now.
from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402

from helpdesk.people.choices import Role  # noqa: E402
from helpdesk.people.models import Desk, Team, User  # noqa: E402
from reports.actions import build_counts, refresh_counts  # noqa: E402
from reports.actions.refresh import count_days  # noqa: E402
from reports.asking import today_at  # noqa: E402
from reports.catalogue import REPORTS  # noqa: E402
from reports.choices import Figure, Preset  # noqa: E402
from reports.filters import Filters, Scope  # noqa: E402
from reports.measures.channel_mix import channel_mix  # noqa: E402
from reports.models import DirtyMark, RollupState  # noqa: E402
from reports.periods import DAY, Period, fitting_grain, midnight, preset_period  # noqa: E402
from reports.report import Asked, Report  # noqa: E402
from reports.rollup.shapes import Rollup  # noqa: E402
from reports.rollup.tables import ALL  # noqa: E402
from tests.bench.stopwatch import Stopwatch, Took  # noqa: E402
from tickets.models import Topic  # noqa: E402

FACTS = """
SELECT date_trunc('month', started_at AT TIME ZONE %(zone)s), channel, count(*)
  FROM tickets_contact
 WHERE started_at >= %(start)s AND started_at < %(end)s GROUP BY 1, 2
"""
PAGES = ("", "channel-mix/", *(f"{report.slug}/" for report in REPORTS))
LISTS = ("", "&channel=phone", "&channel=chat&what=within-10", "&weekday=0&hour=10", "&of-topic=7")


def main(runs: int) -> dict[str, Any]:
    desk, watch = Desk.current(), Stopwatch()
    build_s = build(desk)
    refresh_counts()
    clean = list(answers(desk, watch, runs))
    # As on a desk at work: its latest day is counted from the facts each time.
    mark(desk, last_office_day(desk))
    return {
        "build_s": build_s,
        "clean": clean,
        "mix": mix(desk, watch, runs),
        "answers": list(answers(desk, watch, runs)),
        "pages": pages(desk, watch, runs),
        "refresh": refresh(desk, watch, runs),
        "tables": tables(desk, watch, runs),
    }


def build(desk: Desk) -> float | None:
    """Seconds to count all days; None where they are counted."""
    if RollupState.objects.filter(zone=desk.time_zone).exists():
        return None
    began = time.monotonic()
    build_counts()
    took = time.monotonic() - began
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        cursor.execute("VACUUM ANALYZE")
    return took


def mix(desk: Desk, watch: Stopwatch, runs: int) -> dict[str, list[Took]]:
    """24 months by month, by channel: ours, and the index-only scan of the facts, by turns."""
    period = preset_period(Preset.MONTHS_24, today_at(desk))
    asked = filters(period, comparison="none")
    start, end = period.instants(desk.zone)
    found: dict[str, list[Took]] = {"ours": [], "facts": []}
    for _ in range(runs):
        found["facts"].append(watch.time(partial(scan, desk, start, end)))
        found["ours"].append(watch.time(lambda: channel_mix(asked, zone=desk.zone)))
    return found


def scan(desk: Desk, start: object, end: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET enable_seqscan = off; SET enable_bitmapscan = off")
        cursor.execute(FACTS, {"zone": desk.time_zone, "start": start, "end": end})
        cursor.fetchall()
        cursor.execute("RESET enable_seqscan; RESET enable_bitmapscan")


def filters(period: Period, *, scope: Scope | None = None, comparison: str = "") -> Filters:
    asked = Filters(Figure.CONTACTS, period, fitting_grain(period), scope=scope or Scope())
    return replace(asked, comparison=comparison) if comparison else asked


def answers(desk: Desk, watch: Stopwatch, runs: int) -> Iterator[dict[str, Any]]:
    """Each report about 12 and 24 months and ten years, of all, of a team, of a topic."""
    today = today_at(desk)
    periods = {
        "12 months": preset_period(Preset.MONTHS_12, today),
        "24 months": preset_period(Preset.MONTHS_24, today),
        "10 years": Period(today - 3650 * DAY, today),
    }
    for report in REPORTS:
        for name, period in periods.items():
            for of, scope in scopes(report).items():
                asked = filters(period, scope=scope)
                numbers = {each.name: each.default for each in report.parameters}
                ask = partial(report.answer, Asked(asked, desk, today, numbers))
                took = [watch.time(ask) for _ in range(runs)]
                yield {"report": report.slug, "period": name, "of": of, "took": took}


def scopes(report: Report) -> dict[str, Scope]:
    team, topic = Team.objects.order_by("pk")[2], Topic.objects.order_by("pk")[7]
    found = {"all": Scope()}
    if "team" in report.uses:
        found["team"] = Scope(team)
    if "topic" in report.uses:
        found["topic"] = Scope(None, topic, frozenset([topic.pk]))
    return found


def pages(desk: Desk, watch: Stopwatch, runs: int) -> dict[str, list[Took]]:
    """Pages and lists of 24 months, once to warm and then as often as asked."""
    manager, _made = User.objects.get_or_create(username="bench", role=Role.MANAGER)
    client = Client(SERVER_NAME="localhost")
    client.force_login(manager)
    asked = [f"/reports/{page}?period=24-months" for page in PAGES]
    asked += [f"/reports/contacts/?period=24-months{narrowed}" for narrowed in LISTS]
    return {path: visits(client, watch, path, runs) for path in asked}


def visits(client: Client, watch: Stopwatch, path: str, runs: int) -> list[Took]:
    assert client.get(path).status_code == 200, path
    return [watch.time(lambda: client.get(path)) for _ in range(runs)]


def refresh(desk: Desk, watch: Stopwatch, runs: int) -> dict[str, list[Took]]:
    """One day counted anew: the last office day, and one of a month that is over."""
    refresh_counts()
    last = last_office_day(desk)
    days = {"of this month": last, "of a month that is over": last - timedelta(days=364)}
    return {
        name: [watch.time(partial(anew, desk, day)) for _ in range(runs)]
        for name, day in days.items()
    }


def tables(desk: Desk, watch: Stopwatch, runs: int) -> dict[str, list[Took]]:
    """The last office day counted anew, each table of counts by itself."""
    days = [last_office_day(desk)]
    return {
        f"{rollup.table} {rollup.source.figure}": [
            watch.time(partial(count_alone, rollup, desk, days)) for _ in range(runs)
        ]
        for rollup in ALL
    }


@transaction.atomic
def count_alone(rollup: Rollup, desk: Desk, days: list[date]) -> None:
    count_days(rollup, desk.time_zone, days)


def anew(desk: Desk, day: date) -> None:
    mark(desk, day)
    assert refresh_counts() == [day]


def mark(desk: Desk, day: date) -> None:
    DirtyMark.objects.create(at=midnight(day, desk.zone) + timedelta(hours=10))


def last_office_day(desk: Desk) -> date:
    last = today_at(desk) - DAY
    while last.weekday() > 4:
        last -= DAY
    return last


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]))))
