"""The two sockets' addresses."""

from __future__ import annotations

from channels.sessions import CookieMiddleware, SessionMiddleware
from django.urls import path

from chat.consumers import AgentSocket, VisitorSocket

sockets = [
    path("ws/chat/", VisitorSocket.as_asgi()),
    path("ws/console/", CookieMiddleware(SessionMiddleware(AgentSocket.as_asgi()))),
]
