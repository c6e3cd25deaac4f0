"""What Daphne serves: pages over HTTP, chats over WebSockets."""

from __future__ import annotations

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "helpdesk.settings")
pages = get_asgi_application()

from channels.routing import ProtocolTypeRouter, URLRouter  # noqa: E402  (Django must be set up)

from chat.routing import sockets  # noqa: E402

application = ProtocolTypeRouter({"http": pages, "websocket": URLRouter(sockets)})
