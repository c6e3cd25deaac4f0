"""What one chat's two windows did: said, were told, and showed. The oracle reads only this."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

Side = Literal["visitor", "agent"]
Json = dict[str, Any]


@dataclass(frozen=True)
class Line:
    """One entry as a window showed it, or as the log holds it for that side."""

    seq: int
    kind: str
    role: str = ""
    client_id: str | None = None
    body: str = ""

    @classmethod
    def of(cls, entry: Json) -> Line:
        if entry["kind"] == "skip":
            return cls(int(entry["seq"]), "skip")
        role, body = str(entry["from"]["role"]), str(entry.get("body", ""))
        return cls(int(entry["seq"]), str(entry["kind"]), role, entry["client_id"], body)


@dataclass
class Said:
    """One message. `answered_at` and `seq` come with its `ok`; moments are monotonic seconds."""

    side: Side
    client_id: str
    body: str
    said_at: float
    answered_at: float | None = None
    seq: int | None = None
    duplicate: bool = False
    refused: str = ""


@dataclass
class Journal:
    """One chat."""

    chat: str
    said: list[Said] = field(default_factory=list)
    windows: dict[Side, list[Line]] = field(default_factory=lambda: {"visitor": [], "agent": []})
    shown_at: dict[str, float] = field(default_factory=dict)
    """When the other side saw a message, by client_id."""
    gone: str = ""
    """Why a window gave up for good; must stay empty."""

    @property
    def unanswered(self) -> int:
        return sum(said.answered_at is None for said in self.said)

    def is_whole(self, head: int) -> bool:
        """Whether all was answered and both windows show the log to its end."""
        lengths = {side: len(lines) for side, lines in self.windows.items()}
        return not self.unanswered and all(length >= head for length in lengths.values())
