"""The judge after each fault. It asks PostgreSQL itself, not the program. All must read 0."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from uuid import UUID

import psycopg

from tests.faults.journal import Journal, Line, Said, Side

LOG = """
SELECT chat_id::text, seq, kind, role, client_id::text, body, is_internal FROM chat_event
 WHERE chat_id = ANY(%s) ORDER BY chat_id, seq
"""
HEADS = "SELECT id::text, head FROM chat_chat WHERE id = ANY(%s)"
ENDED = """
SELECT c.id::text, t.ticket_id FROM chat_chat c JOIN tickets_contact t ON t.id = c.contact_id
 WHERE c.id = ANY(%s) AND c.ended_at IS NOT NULL
"""
FILES = """
SELECT c.id::text, a.name, a.sha256, a.content FROM chat_chat c
  JOIN tickets_attachment a ON a.contact_id = c.contact_id WHERE c.id = ANY(%s)
"""
TRANSCRIPTS = ("transcript.json", "transcript.txt")


@dataclass
class Findings:
    """What must not be; `notes` tells the first of each kind in words."""

    acknowledged_not_stored: int = 0
    client_id_twice: int = 0
    gaps: int = 0
    window_unlike_log: int = 0
    said_out_of_order: int = 0
    cut_off_or_refused: int = 0
    not_closed_once: int = 0
    closed_minus_tickets: int = 0
    wrong_transcripts: int = 0
    notes: list[str] = field(default_factory=list)

    def add(self, name: str, count: int, note: str) -> None:
        if count:
            setattr(self, name, getattr(self, name) + count)
            self.notes.append(f"{name} {count}: {note}")

    @property
    def counts(self) -> dict[str, int]:
        return {name: value for name, value in asdict(self).items() if name != "notes"}


@dataclass
class Stored:
    """What PostgreSQL holds of some chats. Each line of a log: is it hidden from visitors?

    `tickets` has the ended chats only, with the number of the ticket or None.
    """

    logs: dict[str, list[tuple[Line, bool]]]
    heads: dict[str, int]
    tickets: dict[str, int | None]
    files: dict[str, list[tuple[str, str, bytes]]]


def read(url: str, chats: Sequence[str]) -> Stored:
    """All that is stored of these chats."""
    ids = [UUID(chat) for chat in chats]
    logs: dict[str, list[tuple[Line, bool]]] = {chat: [] for chat in chats}
    files: dict[str, list[tuple[str, str, bytes]]] = {chat: [] for chat in chats}
    with psycopg.connect(url, autocommit=True) as database:
        for chat, seq, kind, role, client_id, body, internal in database.execute(LOG, [ids]):
            logs[chat].append((Line(seq, kind, role, client_id, body), internal))
        for chat, name, sha256, content in database.execute(FILES, [ids]):
            files[chat].append((name, sha256, bytes(content)))
        heads: dict[str, int] = dict(database.execute(HEADS, [ids]).fetchall())
        tickets: dict[str, int | None] = dict(database.execute(ENDED, [ids]).fetchall())
    return Stored(logs, heads, tickets, files)


def judge(journals: Sequence[Journal], stored: Stored, *, ended: bool = False) -> Findings:
    """Holds what was said, acknowledged and shown against what is stored.

    With `ended` each chat must be closed, once, and have its ticket and its transcripts.
    """
    found = Findings()
    for journal in journals:
        log = stored.logs[journal.chat]
        _judge_log(found, journal, [line for line, _ in log])
        found.add("gaps", stored.heads.get(journal.chat) != len(log), "head unlike log")
        for side in journal.windows:
            _judge_window(found, journal, side, log)
        if ended:
            _judge_end(found, journal.chat, stored)
    return found


def _judge_log(found: Findings, journal: Journal, log: list[Line]) -> None:
    chat = journal.chat[:8]
    places = {line.client_id: line for line in log if line.client_id}
    lost = [said for said in journal.said if said.seq is not None and not _stored(said, places)]
    found.add("acknowledged_not_stored", len(lost), f"{chat} {lost[:1]}")
    ids = Counter(line.client_id for line in log if line.client_id)
    texts = Counter(line.body for line in log if line.kind == "message")
    twice = sum(n > 1 for n in ids.values()) + sum(n > 1 for n in texts.values())
    found.add("client_id_twice", twice, chat)
    numbers = [line.seq for line in log]
    found.add("gaps", numbers != list(range(1, len(log) + 1)), f"{chat} {numbers[-5:]}")
    for side in journal.windows:
        own = [
            places[said.client_id].seq
            for said in journal.said
            if said.side == side and said.client_id in places
        ]
        found.add("said_out_of_order", own != sorted(own), f"{chat} {side}")
    refused = [said for said in journal.said if said.seq is None]
    found.add("cut_off_or_refused", len(refused), f"{chat} {refused[:1]}")
    found.add("cut_off_or_refused", bool(journal.gone), f"{chat} {journal.gone}")


def _stored(said: Said, places: dict[str, Line]) -> bool:
    line = places.get(said.client_id)
    return line is not None and (line.seq, line.body) == (said.seq, said.body)


def _judge_window(
    found: Findings, journal: Journal, side: Side, log: Iterable[tuple[Line, bool]]
) -> None:
    due = [Line(line.seq, "skip") if hid and side == "visitor" else line for line, hid in log]
    shown = journal.windows[side]
    different = sum(a != b for a, b in zip(shown, due, strict=False)) + abs(len(shown) - len(due))
    note = f"{journal.chat[:8]} {side} shows {len(shown)} of {len(due)}"
    found.add("window_unlike_log", different, note)


def _judge_end(found: Findings, chat: str, stored: Stored) -> None:
    log = stored.logs[chat]
    ends = sum(line.kind == "closed" for line, _ in log)
    found.add("not_closed_once", ends != 1, f"{chat[:8]} was closed {ends} times")
    found.add("closed_minus_tickets", stored.tickets.get(chat) is None, chat[:8])
    said = [line.body for line, hid in log if line.kind == "message" and not hid]
    wrong = _fault_of(stored.files[chat], said)
    found.add("wrong_transcripts", bool(wrong), f"{chat[:8]} {wrong}")


def _fault_of(files: list[tuple[str, str, bytes]], said: list[str]) -> str:
    """What is wrong with a chat's transcripts; nothing if each is there once, whole and true."""
    if sorted(name for name, _, _ in files) != list(TRANSCRIPTS):
        return f"files: {[name for name, _, _ in files]}"
    for name, sha256, content in files:
        if hashlib.sha256(content).hexdigest() != sha256:
            return f"{name} has another checksum"
        if name == "transcript.json":
            events = json.loads(content)["events"]
            if [event["body"] for event in events if event["kind"] == "message"] != said:
                return "transcript.json has other messages than the log"
    return ""
