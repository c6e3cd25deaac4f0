"""The two sockets' addresses."""

from __future__ import annotations

from typing import Any

from channels.sessions import CookieMiddleware, SessionMiddleware
from django.urls import path

from chat.consumers import AgentSocket, VisitorSocket

visitor: Any = VisitorSocket.as_asgi()
console: Any = CookieMiddleware(SessionMiddleware(AgentSocket.as_asgi()))
# `path` is typed for views; Channels routes ASGI applications with it.
sockets = [path("ws/chat/", visitor), path("ws/console/", console)]
