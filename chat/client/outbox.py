"""Messages on their way: kept until the server has said what became of them.

Order holds whatever happens, if one message a chat is on its way at a time (`in_flight` 1, the
default). With more, a refusal that asks to try again may let the next one overtake.
"""

from __future__ import annotations

import asyncio
import uuid
from collections import deque
from dataclasses import dataclass, field
from itertools import islice

from chat.client.errors import ChatRefused
from chat.client.rates import Bucket, Rate
from chat.client.window import Json

IN_FLIGHT = 1
SHORTEST_RETRY_S = 0.2
LONGEST_RETRY_S = 5.0


@dataclass(eq=False)
class Draft:
    """One `send` (or `close`, `transfer`) until it is answered.

    `first_sent` is the moment of the first attempt, `sent` whether the running connection carries
    it. `answer` ends with the server's `ok`, or raises ChatRefused.
    """

    frame: Json
    answer: asyncio.Future[Json]
    client_id: str = field(default_factory=lambda: str(uuid.uuid4()))
    first_sent: float | None = None
    last_sent: float = 0.0
    attempts: int = 0
    sent: bool = False

    def __post_init__(self) -> None:
        self.frame = {**self.frame, "client_id": self.client_id}

    @property
    def chat(self) -> str:
        return str(self.frame["chat"])


class Outbox:
    """The drafts of one connection, chat by chat, in the order they were written."""

    def __init__(self, rate: Rate, in_flight: int = IN_FLIGHT) -> None:
        self.bucket = Bucket(rate)
        self.in_flight = in_flight
        self._chats: dict[str, deque[Draft]] = {}
        self._drafts: dict[str, Draft] = {}
        self._not_before: dict[str, float] = {}

    def __len__(self) -> int:
        return len(self._drafts)

    def add(self, draft: Draft) -> None:
        self._chats.setdefault(draft.chat, deque()).append(draft)
        self._drafts[draft.client_id] = draft

    def next(self, now: float) -> Draft | None:
        """The draft to write now, marked as sent; None while there is none that may go."""
        for chat in list(self._chats):
            draft = self._candidate(chat)
            if draft is None or self._wait(draft, now) > 0:
                continue
            self._mark(draft, now)
            self._chats[chat] = self._chats.pop(chat)  # the next time, the other chats come first
            return draft
        return None

    def wait(self, now: float) -> float | None:
        """Seconds until a draft may go; None if none waits for time to pass."""
        waits = [
            self._wait(draft, now)
            for chat in self._chats
            if (draft := self._candidate(chat)) is not None
        ]
        return min(waits, default=None)

    def acknowledge(self, ok: Json) -> Draft | None:
        """The server stored it."""
        draft = self._remove(ok.get("client_id"))
        if draft is not None and not draft.answer.done():
            draft.answer.set_result(ok)
        return draft

    def refuse(self, error: Json, now: float) -> Draft | None:
        """The server refused it: for now (it stays, and waits as it was told), or for good."""
        draft = self._drafts.get(str(error.get("client_id")))
        if draft is None:
            return None
        if error.get("retry"):
            draft.sent = False
            delay = _retry_delay(error, draft)
            self._not_before[draft.chat] = now + delay
            if error.get("code") == "rate_limited":
                self.bucket.shut(now, delay)
            return draft
        self._remove(draft.client_id)
        if not draft.answer.done():
            draft.answer.set_exception(ChatRefused(str(error.get("code")), **_details(error)))
        return draft

    def begin_again(self) -> None:
        """A new connection: what is not acknowledged goes again, in order, under the same ids."""
        for draft in self._drafts.values():
            draft.sent = False

    def oldest_unanswered(self, now: float) -> float:
        """For how many seconds the oldest draft on this connection is without an answer."""
        return max((now - d.last_sent for d in self._drafts.values() if d.sent), default=0.0)

    def give_up(self, reason: Exception) -> None:
        """Nothing can be sent any more."""
        for draft in self._drafts.values():
            if not draft.answer.done():
                draft.answer.set_exception(reason)
                draft.answer.exception()  # seen here; whoever waits gets it all the same
        self._drafts.clear()
        self._chats.clear()

    def _candidate(self, chat: str) -> Draft | None:
        ahead = list(islice(self._chats[chat], self.in_flight))
        return next((draft for draft in ahead if not draft.sent), None)

    def _wait(self, draft: Draft, now: float) -> float:
        pause = max(0.0, self._not_before.get(draft.chat, 0.0) - now)
        return max(pause, self.bucket.wait(now)) if draft.frame["type"] == "send" else pause

    def _mark(self, draft: Draft, now: float) -> None:
        if draft.frame["type"] == "send":
            self.bucket.take(now)
        draft.first_sent = now if draft.first_sent is None else draft.first_sent
        draft.last_sent = now
        draft.attempts += 1
        draft.sent = True

    def _remove(self, client_id: object) -> Draft | None:
        draft = self._drafts.pop(str(client_id), None)
        if draft is not None:
            queue = self._chats[draft.chat]
            queue.remove(draft)
            if not queue:
                del self._chats[draft.chat]
                self._not_before.pop(draft.chat, None)
        return draft


def _retry_delay(error: Json, draft: Draft) -> float:
    """As long as the server said; longer each time where it did not say."""
    after_ms = error.get("after_ms")
    if isinstance(after_ms, int | float) and after_ms >= 0:
        return max(SHORTEST_RETRY_S, after_ms / 1000)
    return min(LONGEST_RETRY_S, SHORTEST_RETRY_S * 2.0 ** min(draft.attempts, 10))


def _details(error: Json) -> Json:
    return {k: v for k, v in error.items() if k not in ("type", "code", "client_id")}
