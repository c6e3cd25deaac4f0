"""Hearing which windows were told that their server is about to end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from chat.client import Core, Listener
from chat.client.window import Json


class Goodbyes:
    """Stands between some windows and whoever looks at them."""

    def __init__(self, cores: list[Core]) -> None:
        self.missing = set(range(len(cores)))
        for number, core in enumerate(cores):
            core._listener = _Ear(core._listener, partial(self.missing.discard, number))


@dataclass
class _Ear:
    listener: Listener
    on_bye: Callable[[], None]

    def shown(self, chat: str, entry: Json, now: float) -> None:
        self.listener.shown(chat, entry, now)

    def emptied(self, chat: str) -> None:
        self.listener.emptied(chat)

    def received(self, frame: Json, now: float) -> None:
        if frame["type"] == "bye":
            self.on_bye()
        self.listener.received(frame, now)
