"""Hearing which windows were told a certain thing, such as that their server is about to end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from chat.client import Core, Listener
from chat.client.window import Json


class Ears:
    """Stands between some windows and whoever looks at them; `missing` were not told yet."""

    def __init__(self, cores: list[Core], wanted: Callable[[Json], bool]) -> None:
        self.missing = set(range(len(cores)))
        for number, core in enumerate(cores):
            core._listener = _Ear(core._listener, number, wanted, self.missing)


@dataclass
class _Ear:
    listener: Listener
    number: int
    wanted: Callable[[Json], bool]
    missing: set[int]

    def shown(self, chat: str, entry: Json, now: float) -> None:
        self.listener.shown(chat, entry, now)

    def emptied(self, chat: str) -> None:
        self.listener.emptied(chat)

    def received(self, frame: Json, now: float) -> None:
        if self.wanted(frame):
            self.missing.discard(self.number)
        self.listener.received(frame, now)


def is_goodbye(frame: Json) -> bool:
    return bool(frame["type"] == "bye")


def is_not_stored_yet(frame: Json) -> bool:
    """A message was not acknowledged, and may come again."""
    return frame["type"] == "error" and frame["code"] == "unavailable" and bool(frame["retry"])
