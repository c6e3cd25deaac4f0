"""Manners that chat needs of Daphne and that it lacks; taught when it is Daphne that serves us.

Autobahn beneath it lets an application close a socket with 1000 or 3000 to 4999 only, and leaves it
open otherwise; a server that restarts or is overloaded says 1012 or 1013 (RFC 6455's registry).
When Daphne stops, it waits for its applications only until the first of them has ended, so that the
windows of all others would be cut off in the middle of their goodbye.
It also gives a window one second to answer a close, counted from when the server says it: one that
is too far behind to have read so far never learns why it was let go, so it gets longer.
Autobahn also paints, for each frame and each connection, the words of a log line that is hardly
ever written: a tenth of a web process's time.
"""

from __future__ import annotations

import asyncio
import sys
from typing import Any

SERVERS_OWN = {1012, 1013}
TOO_FAR_BEHIND, CATCH_UP_S = 4500, 10.0
PAINTERS = ("autobahn.websocket.protocol", "autobahn.twisted.websocket")


def teach() -> None:
    """Changes Daphne's classes, where they are loaded: under another server nothing is done."""
    protocol = sys.modules.get("daphne.ws_protocol")
    server = sys.modules.get("daphne.server")
    if protocol and server:
        protocol.WebSocketProtocol.serverClose = closing(protocol.WebSocketProtocol.serverClose)
        server.Server.kill_all_applications = let_all_end
    for name in PAINTERS:
        if painter := sys.modules.get(name):
            stop_painting(painter)


def closing(close: Any) -> Any:
    """Daphne's own way to close a socket, and the server's codes as well."""

    def server_close(self: Any, code: int | None = None) -> None:
        if code == TOO_FAR_BEHIND:
            self.closeHandshakeTimeout = CATCH_UP_S
        if code in SERVERS_OWN:
            self.sendCloseFrame(code=code)
        else:
            close(self, code=code)

    return server_close


def stop_painting(module: Any) -> None:
    """What would be painted for the log goes there as it is, should it be written at all."""
    for brush in ("hltype", "hlval", "pformat"):
        if hasattr(module, brush):
            setattr(module, brush, as_it_is)


def as_it_is(value: Any, **colours: Any) -> Any:
    return value


def let_all_end(self: Any) -> Any:
    """Tells all applications that the server stops, and returns when the last of them has ended."""
    from twisted.internet.defer import Deferred

    found = [details.get("application_instance") for details in self.connections.values()]
    running = [application for application in found if application and not application.done()]
    for application in running:
        application.cancel()
    return Deferred.fromFuture(asyncio.gather(*running, return_exceptions=True))
