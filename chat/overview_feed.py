"""The whole desk on its way to supervisors' windows."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any

from chat.feed import Feed
from chat.overview import overview
from chat.threads import in_thread

if TYPE_CHECKING:
    from chat.sockets import Socket
    from chat.supervision import Supervision

COALESCE_S = 0.3
"""Every message of every chat changes what is shown; so often at most it is read."""


class OverviewFeed(Feed):
    """Shows the desk to whoever asked for it; while nobody does, it costs nothing."""

    def __init__(
        self, open_sockets: set[Socket], spawn: Callable[[Coroutine[Any, Any, None]], None]
    ) -> None:
        super().__init__(spawn)
        self._open = open_sockets
        self._shown_to: set[Supervision] = set()

    @property
    def coalesce_s(self) -> float:
        return COALESCE_S

    def show_to(self, socket: Supervision, *, on: bool) -> None:
        """From now on this window is shown the desk, soon and on every change; or no more."""
        if on:
            self._shown_to.add(socket)
        else:
            self._shown_to.discard(socket)
        self.refresh()

    def refresh(self) -> None:
        self._shown_to = {socket for socket in self._shown_to if socket in self._open}
        if self._shown_to:
            super().refresh()

    def audience(self) -> list[Any]:
        return list(self._shown_to)

    async def read(self, language: str) -> dict[str, Any]:
        shot: dict[str, Any] = await in_thread(overview, language)
        return shot

    def hand_over(self, socket: Any, shot: dict[str, Any]) -> None:
        socket.show_overview(shot)
