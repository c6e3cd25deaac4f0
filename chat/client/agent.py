"""An agent's console: presence, the queue, and the chats that are theirs."""

from __future__ import annotations

from typing import Protocol

from chat.client.backoff import LONGEST_S
from chat.client.core import ENDED, Core
from chat.client.outbox import IN_FLIGHT, Draft
from chat.client.rates import AGENT_SENDS
from chat.client.socket import Endpoint, Socket
from chat.client.window import Json


class Console(Protocol):
    """Whoever works at an agent's console."""

    def agent_back(self, agent: Agent) -> None:
        """A connection stands, the first or a new one; `agent.chats` is new."""

    def queue_changed(self, agent: Agent) -> None:
        """`agent.waiting` is new."""

    def chat_given(self, agent: Agent, chat: str) -> None:
        """This chat is the agent's now: accepted, or transferred to them."""

    def chat_refused(self, agent: Agent, chat: str, error: Json) -> None:
        """The server did not give the chat."""

    def agent_entry(self, agent: Agent, chat: str, entry: Json, now: float) -> None:
        """An entry is shown in the window of this chat."""

    def agent_emptied(self, agent: Agent, chat: str) -> None:
        """What the window of this chat showed is void and comes anew."""


class Agent:
    """One agent, logged in by a session cookie, present with room for `capacity` chats."""

    def __init__(
        self,
        endpoint: Endpoint,
        console: Console,
        *,
        cookie: str,
        capacity: int,
        in_flight: int = IN_FLIGHT,
        longest_rest_s: float = LONGEST_S,
    ) -> None:
        self.waiting: list[Json] = []
        self.chats: set[str] = set()
        self.capacity = capacity
        self._console = console
        core = Core(self, rate=AGENT_SENDS, in_flight=in_flight)
        self.socket = Socket(
            core,
            endpoint,
            "/ws/console/",
            headers={"Cookie": cookie},
            longest_rest_s=longest_rest_s,
        )

    def accept(self, chat: str) -> None:
        self.socket.post({"type": "accept", "chat": chat})

    def say(self, chat: str, body: str) -> Draft:
        return self.socket.send({"type": "send", "chat": chat, "body": body})

    def close(self, chat: str, *, outcome: str = "solved") -> Draft:
        return self.socket.send({"type": "close", "chat": chat, "outcome": outcome})

    def set_status(self, status: str) -> None:
        self.socket.post({"type": "status", "status": status, "capacity": self.capacity})

    def forget(self, chat: str) -> None:
        self.chats.discard(chat)
        self.socket.core.forget(chat)

    def shown(self, chat: str, entry: Json, now: float) -> None:
        self._console.agent_entry(self, chat, entry, now)

    def emptied(self, chat: str) -> None:
        self._console.agent_emptied(self, chat)

    def received(self, frame: Json, now: float) -> None:
        kind = frame.get("type")
        if kind == "queue":
            self.waiting = list(frame.get("waiting") or [])
            self._console.queue_changed(self)
        elif kind == "welcome":
            self.set_status("online")
            self.chats = {
                str(card.get("chat")) for card in frame.get("chats") or [] if _lives(card)
            }
            self._console.agent_back(self)
        elif kind == "chat":
            self._card_came(frame.get("card") or {})
        elif kind == "gone":
            self.chats.discard(str(frame.get("chat")))
        elif kind == "error" and not frame.get("client_id") and frame.get("chat"):
            self._console.chat_refused(self, str(frame["chat"]), frame)

    def _card_came(self, card: Json) -> None:
        chat = str(card.get("chat"))
        if not _lives(card):
            self.chats.discard(chat)
        elif chat not in self.chats:
            self.chats.add(chat)
            self._console.chat_given(self, chat)


def _lives(card: Json) -> bool:
    return card.get("state") not in ENDED
