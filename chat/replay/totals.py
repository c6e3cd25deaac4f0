"""What a replay adds up to, with bounded memory: records are counted and dropped."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field

from chat.replay.oracle import Findings, judge
from chat.replay.records import Record, Stored

NOTES = 20
"""So many faults are told in words; the rest is counted."""


@dataclass
class Totals:
    chats: int = 0
    tickets: int = 0
    sent: int = 0
    acknowledged: int = 0
    shown: int = 0
    reopened: int = 0
    resent: int = 0
    reconnects: int = 0
    seconds: float = 0.0
    findings: Findings = field(default_factory=Findings)
    latencies: array[float] = field(default_factory=lambda: array("d"))

    def take(self, record: Record, stored: Stored | None) -> None:
        """One conversation has ended and its ticket is there, or nobody waits for it any more."""
        self.chats += 1
        self.tickets += stored.tickets if stored else 0
        self.sent += len(record.said)
        self.acknowledged += sum(said.acknowledged for said in record.said)
        self.shown += sum(said.shown_at is not None for said in record.said)
        self.reopened += record.reopened
        self.resent += record.resent
        self.reconnects += record.reconnects
        self.latencies.extend(said.latency for said in record.said if said.latency is not None)
        found = judge(record, stored)
        place = f"{record.conversation} (chat {record.chat or 'not opened'})"
        found.notes = [f"{place}: {note}" for note in found.notes]
        self.findings.add(found)
        del self.findings.notes[NOTES:]
