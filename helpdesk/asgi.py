"""What Daphne serves: pages over HTTP, chats over WebSockets."""

from __future__ import annotations

import gc
import os
from typing import Any

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "helpdesk.settings")
pages: Any = get_asgi_application()

from channels.routing import ProtocolTypeRouter, URLRouter  # noqa: E402  (Django must be set up)
from django.urls import re_path  # noqa: E402

from chat.farewell import lifespan  # noqa: E402
from chat.routing import requests, sockets  # noqa: E402
from helpdesk import daphne_manners  # noqa: E402

daphne_manners.teach()
whole_pages: Any = daphne_manners.Pages(pages)

application = ProtocolTypeRouter(
    {
        "http": URLRouter([*requests, re_path(r"", whole_pages)]),
        "websocket": URLRouter(sockets),
        "lifespan": lifespan,
    }
)
# What is here now stays: no collection of garbage looks through it again while chats wait. And what
# a hundred messages hold while they are under way is no reason to look for garbage.
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 5, 5)
