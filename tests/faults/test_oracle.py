"""The judge finds what it is there to find: each fault counts under its own name."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.faults.journal import Journal, Line, Said
from tests.faults.oracle import Stored, judge

CHAT = "11111111-1111-4111-8111-111111111111"
Plant = Callable[[Journal, Stored], None]


def _file(name: str, content: bytes) -> tuple[str, str, bytes]:
    return name, hashlib.sha256(content).hexdigest(), content


@pytest.fixture
def told() -> tuple[Journal, Stored]:
    """A chat in which all is well."""
    lines = [
        Line(1, "opened", "system"),
        Line(2, "message", "visitor", "a", "Hello"),
        Line(3, "message", "visitor", "b", "Are you there?"),
        Line(4, "note", "agent", "c", "A hard one"),
        Line(5, "closed", "agent", "d"),
    ]
    journal = Journal(CHAT)
    journal.said = [
        Said("visitor", "a", "Hello", 1.0, 1.1, 2),
        Said("visitor", "b", "Are you there?", 2.0, 2.1, 3),
    ]
    journal.windows["agent"] = list(lines)
    journal.windows["visitor"] = [*lines[:3], Line(4, "skip"), lines[4]]
    events = [{"kind": line.kind, "body": line.body} for line in lines[:3]]
    content = json.dumps({"events": events}).encode()
    files = [_file("transcript.txt", b"..."), _file("transcript.json", content)]
    log = [(line, line.kind == "note") for line in lines]
    return journal, Stored({CHAT: log}, {CHAT: 5}, {CHAT: 7}, {CHAT: files})


def _found(told: tuple[Journal, Stored]) -> dict[str, int]:
    journal, stored = told
    found = judge([journal], stored, ended=True)
    return {name: count for name, count in found.counts.items() if count}


def test_nothing_is_found_where_all_is_well(told: tuple[Journal, Stored]) -> None:
    assert _found(told) == {}


def _lose(journal: Journal, stored: Stored) -> None:
    journal.said.append(Said("visitor", "z", "Lost", 3.0, 3.1, 9))


def _alter(journal: Journal, stored: Stored) -> None:
    journal.said[0].body = "Hallo"


def _leave_unanswered(journal: Journal, stored: Stored) -> None:
    journal.said[1].seq = journal.said[1].answered_at = None


def _overtake(journal: Journal, stored: Stored) -> None:
    journal.said.reverse()


def _be_ahead(journal: Journal, stored: Stored) -> None:
    stored.heads[CHAT] = 6


def _show_twice(journal: Journal, stored: Stored) -> None:
    journal.windows["agent"].append(journal.windows["agent"][-1])


def _show_a_hole(journal: Journal, stored: Stored) -> None:
    del journal.windows["visitor"][-1]


def _show_in_another_order(journal: Journal, stored: Stored) -> None:
    window = journal.windows["agent"]
    window[1], window[2] = window[2], window[1]


def _show_the_note(journal: Journal, stored: Stored) -> None:
    journal.windows["visitor"][3] = journal.windows["agent"][3]


def _lose_the_ticket(journal: Journal, stored: Stored) -> None:
    stored.tickets[CHAT] = None


def _stay_open(journal: Journal, stored: Stored) -> None:
    stored.tickets.clear()


def _spoil_the_file(journal: Journal, stored: Stored) -> None:
    name, sha256, content = stored.files[CHAT][0]
    stored.files[CHAT][0] = (name, sha256, content + b" ")


def _attach_twice(journal: Journal, stored: Stored) -> None:
    stored.files[CHAT].append(stored.files[CHAT][0])


def _shorten_the_transcript(journal: Journal, stored: Stored) -> None:
    stored.files[CHAT][1] = _file("transcript.json", json.dumps({"events": []}).encode())


@pytest.mark.parametrize(
    ("plant", "found"),
    [
        (_lose, {"acknowledged_not_stored": 1}),
        (_alter, {"acknowledged_not_stored": 1}),
        (_leave_unanswered, {"cut_off_or_refused": 1}),
        (_overtake, {"said_out_of_order": 1}),
        (_be_ahead, {"gaps": 1}),
        (_show_twice, {"window_unlike_log": 1}),
        (_show_a_hole, {"window_unlike_log": 1}),
        (_show_in_another_order, {"window_unlike_log": 2}),
        (_show_the_note, {"window_unlike_log": 1}),
        (_lose_the_ticket, {"closed_minus_tickets": 1}),
        (_stay_open, {"closed_minus_tickets": 1}),
        (_spoil_the_file, {"wrong_transcripts": 1}),
        (_attach_twice, {"wrong_transcripts": 1}),
        (_shorten_the_transcript, {"wrong_transcripts": 1}),
    ],
)
def test_a_fault_counts_under_its_name(
    told: tuple[Journal, Stored], plant: Plant, found: dict[str, int]
) -> None:
    plant(*told)
    assert _found(told) == found


def test_an_entry_that_is_stored_twice_counts_as_such(told: tuple[Journal, Stored]) -> None:
    journal, stored = told
    again = replace(stored.logs[CHAT][1][0], seq=6)
    stored.logs[CHAT].append((again, False))
    stored.heads[CHAT] = 6
    for window in journal.windows.values():
        window.append(again)
    journal.said[0].seq = 6
    counts = _found(told)
    assert counts["client_id_twice"] == 2
