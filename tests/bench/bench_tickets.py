"""From the end of a chat to its ticket, with a real Celery worker: one by one, and 300 at once."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from statistics import median

import psycopg

from tests.bench.conftest import MANY, SINGLE
from tests.bench.driver import PATIENCE_S, Remote
from tests.bench.figures import Goal, Row, percentile, spread
from tests.bench.stand import Stand

LOOK_S = 0.01
ONE = Goal(2, " s", "less")
ALL = Goal(30, " s", "less")
MADE = """
SELECT c.id::text FROM chat_chat c JOIN tickets_contact t ON t.id = c.contact_id
 WHERE c.id::text = ANY(%s) AND t.ticket_id IS NOT NULL
"""


def bench_tickets(
    stand: Stand, driver: Remote, runs: int, publish: Callable[[str, list[Row]], None]
) -> None:
    """Visitors end their chats; PostgreSQL is asked all the time which have their ticket."""
    single: list[float] = []
    many: list[list[float]] = []
    database = psycopg.connect(stand.database_url, autocommit=True)
    with database, stand.web() as web, stand.worker():
        for run in range(runs):
            first = run * (SINGLE + MANY)
            driver.call("gather", web.port, stand.chats["closing"][first:][: SINGLE + MANY])
            for number in range(SINGLE):
                single += made(driver, database, number, 1)
            many.append(made(driver, database, SINGLE, MANY))
            driver.call("disperse")
    middle = f"{percentile(single, 0.5):.2f}"
    p95 = percentile(single, 0.95)
    lasts = [max(one) for one in many]
    half = " / ".join(f"{median(percentile(one, q) for one in many):.1f}" for q in (0.5, 0.95))
    publish(
        "tickets",
        [
            Row("ticket of one chat (s): p50 / p95", f"{middle} / {p95:.2f}", "–", ONE, p95),
            Row("300 chats at once (s): p50 / p95", half),
            Row("the last of 300 (s); endless: lost", spread(lasts, 1), "–", ALL, median(lasts)),
        ],
    )


def made(
    driver: Remote, database: psycopg.Connection[tuple[str]], among: int, count: int
) -> list[float]:
    """Ends so many chats at once; the seconds until each has its ticket, endless if none came."""
    began: dict[str, float] = driver.call("close_chats", among, count)
    took: dict[str, float] = {}
    give_up = time.monotonic() + PATIENCE_S
    while len(took) < len(began) and time.monotonic() < give_up:
        owed = [chat for chat in began if chat not in took]
        rows = database.execute(MADE, [owed]).fetchall()
        now = time.monotonic()
        took |= {chat: now - began[chat] for (chat,) in rows}
        time.sleep(LOOK_S)
    return [took.get(chat, math.inf) for chat in began]
