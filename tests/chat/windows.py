"""A window of the tests: one socket, spoken to in frames, without any cleverness of its own."""

from __future__ import annotations

import json
import uuid
from importlib import import_module
from typing import Any

from asgiref.sync import sync_to_async
from channels.routing import URLRouter
from channels.testing import WebsocketCommunicator
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import connections

from chat.hub import stop_hub
from chat.pool import close_pool
from chat.routing import sockets
from helpdesk.people.models import User

PATIENCE_S = 5.0
application = URLRouter(sockets)


def session_cookie(user: User) -> str:
    """The cookie of a session in which this user is logged in."""
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


class Window:
    """One socket."""

    def __init__(self, path: str, headers: list[tuple[bytes, bytes]]) -> None:
        self.socket = WebsocketCommunicator(application, path, headers=headers)
        self.seen: list[dict[str, Any]] = []
        self.unheard: list[dict[str, Any]] = []
        self.answers_pings = True

    async def send(self, **frame: Any) -> None:
        await self.socket.send_to(text_data=json.dumps(frame))

    async def send_raw(self, text: str) -> None:
        await self.socket.send_to(text_data=text)

    async def hear(self, kind: str, /, **fields: Any) -> dict[str, Any]:
        """A frame of this type with these fields: one not heard yet, or the next to come."""
        wanted = {"type": kind, **fields}.items()
        while True:
            for frame in self.unheard:
                if all(frame.get(name) == value for name, value in wanted):
                    self.unheard.remove(frame)
                    return frame
            await self.take()

    async def take(self) -> None:
        """The next frame; a `ping` is answered."""
        event = await self.socket.receive_output(PATIENCE_S)
        assert event["type"] == "websocket.send", (
            f"closed with {event.get('code')}: {self.seen[-3:]}"
        )
        frame: dict[str, Any] = json.loads(event["text"])
        self.seen.append(frame)
        self.unheard.append(frame)
        if frame["type"] == "ping" and self.answers_pings:
            await self.send(type="pong", n=frame["n"])

    async def hear_close(self) -> int:
        """The code with which the server ends the socket."""
        while True:
            event = await self.socket.receive_output(PATIENCE_S + 1)
            if event["type"] == "websocket.close":
                return int(event["code"])

    async def hello(
        self, token: str = "", chats: dict[str, Any] | None = None, **more: Any
    ) -> dict[str, Any]:
        await self.send(type="hello", v=1, token=token, chats=chats or {}, **more)
        return await self.hear("welcome")

    async def say(self, chat: Any, body: str, *, note: bool = False, client_id: str = "") -> str:
        client_id = client_id or str(uuid.uuid4())
        await self.send(type="send", chat=str(chat), client_id=client_id, body=body, note=note)
        return client_id


class Windows:
    """Opens sockets and ends them."""

    def __init__(self) -> None:
        self._open: list[Window] = []

    async def visitor(self, token: str, **hello: Any) -> Window:
        """A visitor's window, greeted."""
        window = await self.connect("/ws/chat/")
        await window.hello(token, **hello)
        return window

    async def console(self, user: User, **hello: Any) -> Window:
        """An agent's console, greeted."""
        cookie = await sync_to_async(session_cookie)(user)
        window = await self.connect("/ws/console/", cookie=cookie)
        await window.hello(**hello)
        return window

    async def connect(self, path: str, **headers: str) -> Window:
        raw = [(name.encode(), value.encode()) for name, value in headers.items()]
        window = Window(path, [(b"host", b"testserver"), *raw])
        connected, _ = await window.socket.connect(PATIENCE_S)
        assert connected
        self._open.append(window)
        return window

    async def close(self) -> None:
        for window in self._open:
            if not window.socket.future.done():
                await window.socket.disconnect()

    async def close_all(self) -> None:
        """Ends the sockets and all that served them in this loop."""
        await self.close()
        await stop_hub()
        await close_pool()
        await sync_to_async(connections.close_all)()


async def talk(windows: Windows, opened: Any, agent: User) -> tuple[str, Window, Window]:
    """A visitor and an agent in one chat."""
    visitor = await windows.visitor(opened.token)
    console = await windows.console(agent)
    chat = str(opened.chat.pk)
    await console.send(type="accept", chat=chat)
    await console.hear("chat")
    await console.hear("page", chat=chat)
    await visitor.hear("event", kind="assigned")
    return chat, visitor, console


async def look_into(windows: Windows, chief: User, chat: str) -> Window:
    """The supervisor's window, following this chat."""
    window = await windows.console(chief, view="desk")
    await window.send(type="watch", chat=chat)
    await window.hear("chat")
    await window.hear("page", chat=chat)
    return window
