"""Manners that chat needs of Daphne and that it lacks; taught when it is Daphne that serves us.

Autobahn beneath it lets an application close a socket with 1000 or 3000 to 4999 only, and leaves it
open otherwise; a server that restarts or is overloaded says 1012 or 1013 (RFC 6455's registry).
When Daphne stops, it waits for its applications only until the first of them has ended, so that the
windows of all others would be cut off in the middle of their goodbye; it lets more in meanwhile.
It also cuts off the pages that are under way: a person who has just opened a chat would not hear of
it, and the thread of a page that waits for the loop when that ends would keep the process for ever.
It also gives a window one second to answer a close, counted from when the server says it: one that
is too far behind to have read so far never learns why it was let go, so it gets longer.
Twisted reads every form that is posted before Daphne hands it on, and throws away what it read: a
file of 10 MB holds up all windows of the process for half a second and more. Django reads it too.
Autobahn also paints, for each frame and each connection, the words of a log line that is hardly
ever written: a tenth of a web process's time.
"""

from __future__ import annotations

import asyncio
import logging
import os
import sys
import threading
from collections.abc import Iterable
from typing import Any
from weakref import WeakSet

SERVERS_OWN = {1012, 1013}
TOO_FAR_BEHIND, CATCH_UP_S = 4500, 10.0
PAGES_WITHIN_S = 8.0
"""So long pages may take that are under way when the server is told to end."""
ENDS_WITHIN_S = 12.0
"""By then the process is gone, whatever its threads do; systemd waits longer (deploy/systemd)."""
LOOK_S = 0.1
PAINTERS = ("autobahn.websocket.protocol", "autobahn.twisted.websocket")


def teach() -> None:
    """Changes Daphne's classes, where they are loaded: under another server nothing is done."""
    protocol = sys.modules.get("daphne.ws_protocol")
    server = sys.modules.get("daphne.server")
    if http := sys.modules.get("daphne.http_protocol"):
        http.WebRequest.__init__ = leaving_forms(http.WebRequest.__init__)
    if protocol and server:
        protocol.WebSocketProtocol.serverClose = closing(protocol.WebSocketProtocol.serverClose)
        server.Server.listen_success = remembering(server.Server.listen_success)
        server.Server.kill_all_applications = end_in_time
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


def leaving_forms(make: Any) -> Any:
    """Daphne's request, which leaves it to the application to read what is posted."""

    def make_request(self: Any, *args: Any, **more: Any) -> None:
        make(self, *args, **{**more, "parsePOSTFormSubmission": False})

    return make_request


def stop_painting(module: Any) -> None:
    """What would be painted for the log goes there as it is, should it be written at all."""
    for brush in ("hltype", "hlval", "pformat"):
        if hasattr(module, brush):
            setattr(module, brush, as_it_is)


def as_it_is(value: Any, **colours: Any) -> Any:
    return value


class Pages:
    """Django's own application; knows which of its pages are under way."""

    under_way: WeakSet[asyncio.Task[Any]] = WeakSet()

    def __init__(self, application: Any) -> None:
        self._application = application

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if task := asyncio.current_task():
            self.under_way.add(task)
        await self._application(scope, receive, send)


def remembering(listen_success: Any) -> Any:
    """Daphne's own note of where it listens, and the port itself."""

    def remember(self: Any, port: Any) -> None:
        self.__dict__.setdefault("ports", []).append(port)
        listen_success(self, port)

    return remember


def end_in_time(self: Any) -> Any:
    """Lets nobody in any more, and then lets all end; sees to it that the process does, too."""
    for port in self.__dict__.get("ports", ()):
        port.stopListening()
    last_resort = threading.Timer(ENDS_WITHIN_S, end_at_once)
    last_resort.daemon = True
    last_resort.start()
    return let_all_end(self)


def let_all_end(self: Any) -> Any:
    """Tells all windows that the server stops, and returns when the last of them has let go and the
    last page is answered.
    """
    from twisted.internet.defer import Deferred

    return Deferred.fromFuture(asyncio.ensure_future(all_ended(self.connections)))


def end_at_once() -> None:
    """For a process whose threads wait for what never comes."""
    logging.getLogger(__name__).warning("Ended with requests under way.")
    os._exit(0)


async def all_ended(connections: dict[Any, dict[str, Any]]) -> None:
    """Windows are told once; pages are waited for, and given up after `PAGES_WITHIN_S`."""
    give_up = asyncio.get_running_loop().time() + PAGES_WITHIN_S
    told = set[asyncio.Future[Any]]()
    while running := {*_running(connections)}:
        late = asyncio.get_running_loop().time() >= give_up
        for application in running if late else running - {*Pages.under_way} - told:
            application.cancel()
            told.add(application)
        await asyncio.wait(running, timeout=LOOK_S)
        if late:
            return


def _running(connections: dict[Any, dict[str, Any]]) -> Iterable[asyncio.Future[Any]]:
    for details in connections.values():
        application = details.get("application_instance")
        if application and not application.done():
            yield application
