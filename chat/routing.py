"""The addresses that Channels serves: the two sockets, and the same chat over HTTPS."""

from __future__ import annotations

from typing import Any

from channels.security.websocket import WebsocketDenier
from channels.sessions import CookieMiddleware
from django.urls import path, re_path

from chat.consumers import AgentSocket, VisitorSocket
from chat.handshake import with_session
from chat.newcomers import changes
from chat.polling import events

visitor: Any = VisitorSocket.as_asgi()
console: Any = CookieMiddleware(with_session(AgentSocket.as_asgi()))
# `path` is typed for views; Channels routes ASGI applications with it.
nowhere: Any = WebsocketDenier.as_asgi()
sockets = [path("ws/chat/", visitor), path("ws/console/", console), re_path(r"", nowhere)]
polling: Any = events
newcomers: Any = changes
requests = [
    path("api/v1/chats/<uuid:chat>/events/", polling),
    path("api/v1/desk/changes/", newcomers),
]
