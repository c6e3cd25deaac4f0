"""The end of a web process: every window is told, and comes back when there is room for it.

Daphne cancels the sockets' applications, which say goodbye by themselves. Uvicorn closes the
sockets first and tells the application afterwards; so its signal is taken before it gets it.
"""

from __future__ import annotations

import asyncio
import signal
import threading
from collections.abc import Callable
from typing import Any

from chat.handshake import Scope
from chat.hub import get_hub

BACK_PER_S = 150
"""So many windows may come back to the processes that stay, or to this one's successor."""
BACK_WITHIN_S = (1.0, 30.0)
LEAVE_S = 1.5
"""So long a window may take to let go of its socket."""
SIGNALS = (signal.SIGTERM, signal.SIGINT)


def back_within_ms(windows: int) -> int:
    """The time over which so many windows come back."""
    least, most = BACK_WITHIN_S
    return int(1000 * min(most, max(least, windows / BACK_PER_S)))


async def lifespan(scope: Scope, receive: Callable[[], Any], send: Callable[[Any], Any]) -> None:
    """What a server that speaks of its life (uvicorn) is answered."""
    await receive()
    if threading.current_thread() is threading.main_thread():
        for number in SIGNALS:
            _say_goodbye_before(number)
    await send({"type": "lifespan.startup.complete"})
    await receive()
    await send({"type": "lifespan.shutdown.complete"})


def _say_goodbye_before(number: int) -> None:
    """The server hears of the first such signal after its windows; of a second at once."""
    server, loop = signal.getsignal(number), asyncio.get_running_loop()
    if not callable(server):
        return

    async def end() -> None:
        try:
            await say_goodbye()
        finally:
            server(number, None)

    def on_signal(*_: Any) -> None:
        signal.signal(number, server)
        loop.call_soon_threadsafe(lambda: get_hub().spawn(end()))

    signal.signal(number, on_signal)


async def say_goodbye() -> None:
    """Returns when all windows of this process were told, and have let go or had time to."""
    hub = get_hub()
    await asyncio.gather(*(socket.farewell() for socket in list(hub.sockets)))
    until = asyncio.get_running_loop().time() + LEAVE_S
    while hub.sockets and asyncio.get_running_loop().time() < until:
        await asyncio.sleep(0.02)
