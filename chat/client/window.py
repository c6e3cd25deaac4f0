"""What one window shows of one chat: the rules for a window of the protocol, as a reducer.

No network and no clock. Whatever frames are dropped, doubled or reordered, what has been shown is a
prefix of the log, each entry once, in order.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]
HOLD = 512
"""Entries held beyond a gap; what comes after is fetched by `sync` instead of held."""


@dataclass
class Window:
    """How far one chat's log is shown: all up to `applied`; the log is known up to `head`."""

    epoch: str = ""
    applied: int = 0
    head: int = 0
    held: dict[int, Json] = field(default_factory=dict)

    @property
    def behind(self) -> bool:
        """Whether the log has entries that are not shown yet: if it stays so, `sync`."""
        return self.head > self.applied

    @property
    def position(self) -> Json:
        """What `hello` says of this chat."""
        return {"epoch": self.epoch, "after": self.applied}

    def take(self, entry: Json) -> list[Json]:
        """One entry came; returns what is now to be shown, in order."""
        seq = entry.get("seq")
        if not isinstance(seq, int) or seq <= self.applied:
            return []
        self.know(seq)
        if seq == self.applied + 1 or len(self.held) < HOLD:
            self.held.setdefault(seq, entry)
        return self._release()

    def take_page(self, entries: Iterable[Json], head: int) -> list[Json]:
        """A page came; returns what is now to be shown."""
        self.know(head)
        return [shown for entry in entries for shown in self.take(entry)]

    def know(self, head: object) -> None:
        """The log reaches at least so far (from a card, a page, a ping, an acknowledgement)."""
        if isinstance(head, int):
            self.head = max(self.head, head)

    def follow(self, epoch: str, head: object) -> bool:
        """A card came. With another epoch history was rewritten: all that is shown is void.

        Returns whether the window had to begin anew.
        """
        anew = bool(self.epoch) and epoch != self.epoch
        if anew:
            self.applied = self.head = 0
            self.held.clear()
        self.epoch = epoch
        self.know(head)
        return anew

    def _release(self) -> list[Json]:
        shown = []
        while (entry := self.held.pop(self.applied + 1, None)) is not None:
            self.applied += 1
            shown.append(entry)
        return shown
