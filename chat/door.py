"""What newcomers' windows are told of the desk, as soon as it changes.

Each web process looks once a second while anybody watches: hours begin and end, agents fall silent
and waits grow without any notice. Start pages wait for the next change over HTTP (`changes`).
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from chat.actions.door import mind_the_door
from chat.desk import Moment, Place, Situation
from chat.entries import wire_time
from chat.threads import in_thread

if TYPE_CHECKING:
    from chat.hub import Hub

logger = logging.getLogger(__name__)

LOOK_S = 1.0
State = dict[str, Any]


def wait_told(place: Place) -> State:
    """The wait as windows are told of it."""
    return {
        "expected_wait_s": place.expected_s,
        "wait_low_s": place.low_s,
        "wait_high_s": place.high_s,
    }


def newcomers_state(line: Situation) -> State:
    """What changes from moment to moment for whoever has not asked yet."""
    return {
        "open": line.is_open,
        "reason": line.reason,
        "next_open_at": wire_time(line.next_open_at),
        "waiting": line.waiting,
        **wait_told(line.newcomer),
    }


def mark(state: State) -> str:
    """A name for what a start page shows of a state."""
    shown = ("open", "reason", "next_open_at", "wait_low_s", "wait_high_s")
    return "|".join(str(state[key]) for key in shown)


class Door:
    """The desk as newcomers see it, for all windows of one process."""

    def __init__(self) -> None:
        self.watchers = 0
        self.moment: Moment | None = None
        self._changed = asyncio.Event()

    def state(self, team: int | None) -> State | None:
        """What newcomers to this team are told; none before the first look."""
        return newcomers_state(self.moment.line(team)) if self.moment else None

    def show(self, moment: Moment) -> bool:
        """Takes a new look; says whether the desk has opened or closed to anybody."""
        before, self.moment = self.moment, moment
        self._changed.set()
        self._changed = asyncio.Event()
        return before is None or _reasons(before) != _reasons(moment)

    async def looked(self) -> None:
        """Returns after the next look."""
        await self._changed.wait()


def _reasons(moment: Moment) -> dict[int | None, str | None]:
    return {team: moment.line(team).reason for team in {None, *moment.watched}}


async def watch(hub: Hub, pause: Callable[[float], Any] = asyncio.sleep) -> None:
    """Looks again and again; consoles and waiting windows are shown what changed."""
    while True:
        await pause(LOOK_S)
        if not hub.sockets and not hub.door.watchers:
            hub.door.moment = None
            continue
        try:
            moment = await in_thread(mind_the_door)
        except Exception as error:  # without PostgreSQL nothing is known; the next look tries again
            logger.warning("the desk was not looked at: %s", type(error).__name__)
            continue
        if hub.door.show(moment):
            hub.refresh_queue()
