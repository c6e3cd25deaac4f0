"""The visitor's end of a chat."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from chat.client.backoff import LONGEST_S
from chat.client.core import Core
from chat.client.http import request
from chat.client.outbox import IN_FLIGHT, Draft
from chat.client.rates import VISITOR_SENDS
from chat.client.socket import Endpoint, Socket
from chat.client.window import Json

Shown = Callable[[Json, float], None]


@dataclass(frozen=True)
class Opened:
    """A chat that the server has opened; the question is its first message."""

    chat: str
    token: str
    state: str


async def open_chat(
    endpoint: Endpoint,
    *,
    question: str,
    name: str = "",
    email: str = "",
    language: str = "",
    client_id: str = "",
) -> Opened:
    """Opens a chat. Raises ChatRefused (`closed` with `reason`, a field's fault) and ServerGone.

    The same `client_id` (a UUID) again, because an answer was lost, gives the same chat.
    """
    given = {"question": question, "name": name, "email": email, "language": language}
    given["client_id"] = client_id
    answer = await request(
        endpoint, "/api/v1/chats/", {key: value for key, value in given.items() if value}
    )
    return Opened(str(answer["chat"]), str(answer["token"]), str(answer.get("state", "")))


class Visitor:
    """A visitor's window. `on_shown` gets each entry as it is shown, and the moment."""

    def __init__(
        self,
        endpoint: Endpoint,
        opened: Opened,
        *,
        on_shown: Shown,
        on_emptied: Callable[[], None] = lambda: None,
        in_flight: int = IN_FLIGHT,
        longest_rest_s: float = LONGEST_S,
    ) -> None:
        self.chat = opened.chat
        self._on_shown = on_shown
        self._on_emptied = on_emptied
        core = Core(self, rate=VISITOR_SENDS, in_flight=in_flight, token=opened.token)
        self.socket = Socket(core, endpoint, "/ws/chat/", longest_rest_s=longest_rest_s)

    def say(self, body: str) -> Draft:
        return self.socket.send({"type": "send", "chat": self.chat, "body": body})

    def close(self) -> Draft:
        return self.socket.send({"type": "close", "chat": self.chat})

    def shown(self, chat: str, entry: Json, now: float) -> None:
        self._on_shown(entry, now)

    def emptied(self, chat: str) -> None:
        self._on_emptied()

    def received(self, frame: Json, now: float) -> None:
        """Nothing else that comes concerns this window."""
