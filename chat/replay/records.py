"""What one replayed conversation leaves for the oracle: what was said, and what each side saw."""

from __future__ import annotations

from dataclasses import dataclass, field

from chat.client.window import Json
from chat.replay.files import Side


@dataclass
class Said:
    """One message that was handed to the client. Moments are seconds of the monotonic clock.

    `client_id` is None for the question, which opens the chat.
    """

    side: Side
    expected: str
    client_id: str | None = None
    sent_at: float | None = None
    acknowledged: bool = False
    shown_at: float | None = None

    @property
    def latency(self) -> float | None:
        """Seconds from the first sending until the other side saw it; none for the question."""
        if self.sent_at is None or self.shown_at is None or self.client_id is None:
            return None
        return self.shown_at - self.sent_at


@dataclass(frozen=True)
class Seen:
    """One entry that a window showed, or that the log holds."""

    seq: int
    kind: str
    side: str
    client_id: str | None
    body: str
    by: str = ""

    @classmethod
    def of(cls, entry: Json) -> Seen:
        """From an entry in the form of the protocol."""
        return cls(
            seq=int(entry.get("seq", 0)),
            kind=str(entry.get("kind", "")),
            side=str((entry.get("from") or {}).get("role", "")),
            client_id=entry.get("client_id"),
            body=str(entry.get("body", "")),
            by=str(entry.get("by", "")),
        )


@dataclass
class Record:
    """One conversation of the replay. `failure` says why it could not be held to its end."""

    conversation: str
    planned: int
    closer: Side
    chat: str = ""
    said: list[Said] = field(default_factory=list)
    visitor_window: list[Seen] = field(default_factory=list)
    agent_window: list[Seen] = field(default_factory=list)
    failure: str = ""
    desk_gone: bool = False
    reopened: int = 0
    resent: int = 0
    reconnects: int = 0


@dataclass(frozen=True)
class Stored:
    """What the database holds of one chat: its log, its ticket, its files.

    `transcript` is the content of transcript.json, None if it is absent or its checksum is wrong;
    `texts` is everything else that was stored of it, to look for identity codes.
    """

    state: str
    end_reason: str
    log: tuple[Seen, ...]
    tickets: int
    transcript: bytes | None
    texts: tuple[str, ...] = ()
