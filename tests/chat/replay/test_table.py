"""The account says what was found, and only that."""

from __future__ import annotations

from chat.replay.oracle import Findings
from chat.replay.records import Record, Said
from chat.replay.table import render
from chat.replay.totals import NOTES, Totals


def record(*latencies: float, failure: str = "") -> Record:
    said = [Said("visitor", "?", None, 0.0, True, 1.0)]
    said += [Said("agent", "x", str(n), 10.0, True, 10.0 + s) for n, s in enumerate(latencies)]
    return Record("f, line 1", len(said), "agent", said=said, failure=failure)


def test_the_table_of_a_run() -> None:
    totals = Totals(chats=2, tickets=2, sent=1204, acknowledged=1204, shown=1200, seconds=60.0)
    totals.findings = Findings(lost=1, notes=["f, line 2 (chat c): lost: 1"])
    totals.latencies.extend(n / 1000 for n in range(1, 101))

    assert render(totals, of_chats=2).splitlines() == [
        "chats                          2",
        "messages sent              1,204",
        "acknowledged               1,204",
        "shown on the other side    1,200",
        "tickets                        2",
        "lost                           1",
        "twice                          0",
        "out of order                   0",
        "not acknowledged               0",
        "missing tickets                0",
        "more than one ticket           0",
        "transcripts that differ        0",
        "identity codes stored          0",
        "chats that failed              0",
        "send to shown, p50       50.0 ms",
        "send to shown, p95       95.0 ms",
        "send to shown, p99       99.0 ms",
        "duration                  60.0 s",
        "messages a second           20.0",
        "sent again                     0",
        "connections lost               0",
        "openings repeated              0",
        "",
        "f, line 2 (chat c): lost: 1",
    ]


def test_a_run_that_was_stopped_says_how_far_it_came() -> None:
    assert render(Totals(chats=2), of_chats=1000).splitlines()[0] == (
        "chats                    2 of 1,000"
    )


def test_records_add_up_and_are_dropped() -> None:
    totals = Totals()

    totals.take(record(0.25, 0.5, failure="it broke"), None)

    assert (totals.chats, totals.sent, totals.acknowledged, totals.shown) == (1, 3, 3, 3)
    assert list(totals.latencies) == [0.25, 0.5]
    assert totals.findings.failed_chats == 1
    assert totals.findings.notes[0] == "f, line 1 (chat not opened): it broke"


def test_only_the_first_faults_are_told_in_words() -> None:
    totals = Totals()

    for _ in range(NOTES + 5):
        totals.take(record(failure="it broke"), None)

    assert len(totals.findings.notes) == NOTES
    assert totals.findings.failed_chats == NOTES + 5
