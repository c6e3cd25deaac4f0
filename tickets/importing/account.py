"""What became of the lines: counts, and the first lines of each kind of refusal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from tickets.importing.errors import SHOWN, Refused

FIRST = 5
"""So many lines of each kind are named; the rest is counted."""


@dataclass
class Kind:
    count: int = 0
    first: list[tuple[int, str]] = field(default_factory=list)

    def add(self, line: int, value: str) -> None:
        self.count += 1
        if len(self.first) < FIRST:
            self.first.append((line, value))


@dataclass
class Account:
    """Counts of one import, or of what it would do."""

    dry: bool = False
    read: int = 0
    skipped: int = 0
    contacts: int = 0
    known: int = 0
    tickets: int = 0
    people: int = 0
    topics: int = 0
    teams: int = 0
    refused: dict[str, Kind] = field(default_factory=dict)

    def refuse(self, line: int, refusal: Refused) -> None:
        self.refused.setdefault(refusal.reason, Kind()).add(line, refusal.value)

    def add_refused(self, reason: str, count: int, first: list[tuple[int, str]]) -> None:
        if count:
            self.refused[reason] = Kind(count, [(line, value[:SHOWN]) for line, value in first])

    def sentences(self) -> Iterator[str]:
        would = "would be " if self.dry else ""
        yield f"{self.read:,} rows read, {self.skipped:,} left out as the mapping says."
        yield (
            f"{self.contacts:,} contacts {would}made, {self.tickets:,} tickets; {self.known:,}"
            " were there already."
        )
        yield (
            f"{self.people:,} requesters, {self.topics:,} topics and {self.teams:,} teams"
            f" {would}made."
        )
        for reason, kind in sorted(self.refused.items(), key=lambda one: -one[1].count):
            named = ", ".join(
                f"line {line:,}" + (f" (“{value}”)" if value else "") for line, value in kind.first
            )
            more = " …" if kind.count > len(kind.first) else ""
            yield f"{kind.count:,} refused: {reason}. {named}{more}"
        if self.contacts and not self.dry:
            yield "The reports count them by themselves within minutes; nothing else is to be done."
