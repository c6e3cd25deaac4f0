"""What our figures stand beside: the usual Channels consumer, and the naive durable one."""

from __future__ import annotations

import itertools
import os
import random
from typing import Any

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.bench.settings")
get_asgi_application()

from channels.db import database_sync_to_async  # noqa: E402  (Django must be set up)
from channels.generic.websocket import AsyncJsonWebsocketConsumer  # noqa: E402
from channels.routing import ProtocolTypeRouter, URLRouter  # noqa: E402
from django.urls import path  # noqa: E402
from django.utils import timezone  # noqa: E402

from chat.models import Event  # noqa: E402

NUMBERS = itertools.count(random.randrange(10**6, 10**9))


class Usual(AsyncJsonWebsocketConsumer):  # type: ignore[misc]  # Channels has no types
    """Stores nothing: one `group_send` a message, through the PubSub layer."""

    async def connect(self) -> None:
        self.group = f"chat.{self.scope['url_route']['kwargs']['chat']}"
        await self.channel_layer.group_add(self.group, self.channel_name)
        await self.accept()

    async def disconnect(self, code: int) -> None:
        await self.channel_layer.group_discard(self.group, self.channel_name)

    async def receive_json(self, content: dict[str, Any], **kwargs: Any) -> None:
        message = {"client_id": content["client_id"], "body": content["body"]}
        await self.channel_layer.group_send(self.group, {"type": "chat.message", **message})

    async def chat_message(self, event: dict[str, Any]) -> None:
        await self.send_json({**event, "type": "event"})


class Naive(Usual):
    """Stores each message by the ORM, then one `group_send` through the core layer."""

    channel_layer_alias = "core"

    async def receive_json(self, content: dict[str, Any], **kwargs: Any) -> None:
        await self.store(content)
        await super().receive_json(content)

    @database_sync_to_async  # type: ignore[untyped-decorator]
    def store(self, content: dict[str, Any]) -> None:
        # A number from the air: numbering without gaps, as ours does it, would cost it a lock more.
        Event.objects.create(
            chat_id=content["chat"],
            seq=next(NUMBERS),
            kind="message",
            at=timezone.now(),
            role="visitor",
            client_id=content["client_id"],
            body=content["body"],
        )


addresses: Any = [path("usual/<chat>/", Usual.as_asgi()), path("naive/<chat>/", Naive.as_asgi())]
application = ProtocolTypeRouter({"websocket": URLRouter(addresses)})
