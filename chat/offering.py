"""What an agent's console hears of offers, and how it answers; and whether somebody sits at it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, ClassVar

from chat import actions, protocol
from chat.conversation import Conversation
from chat.handshake import Scope
from chat.offers import Shown, ends_of, running_offers
from chat.presence import Work
from chat.protocol import Frame
from chat.references import chat_id
from chat.sockets import Receive, Send
from chat.threads import in_thread


class Offering(Conversation):
    """The part of an agent's console to which waiting chats are offered."""

    user: Any

    def __init__(self, scope: Scope, receive: Receive, send: Send) -> None:
        super().__init__(scope, receive, send)
        self._showing = asyncio.Lock()
        self._offers: set[Shown] = set()
        self._worked = False
        self._tells = False

    async def show_offers(self) -> None:
        """Shows what is offered now by PostgreSQL, and says how it ended with what was shown.

        One after the other, so that the last look is the last word.
        """
        async with self._showing:
            if not self.greeted:
                return
            running, ends = await in_thread(self._look)
            for gone in sorted(self._offers - running.keys()):
                if end := ends.get(gone.id):
                    self.push({"type": "offer_over", "chat": gone.chat, "end": end})
            for offer, frame in running.items():
                if offer not in self._offers:
                    self.push(frame)
            self._offers = set(running)

    def _look(self) -> tuple[dict[Shown, dict[str, Any]], dict[int, str]]:
        running = running_offers(self.user, language=self.language)
        return running, ends_of([offer.id for offer in self._offers - running.keys()])

    def on_notice(self, notice: dict[str, Any]) -> None:
        if "offers" in notice:
            self.hub.spawn(self.show_offers())
        else:
            super().on_notice(notice)

    def on_offers(self, running: set[int]) -> None:
        """The offers to this agent, read while notices may not arrive."""
        if running != {offer.id for offer in self._offers}:
            self.hub.spawn(self.show_offers())

    async def on_decline(self, frame: protocol.Decline) -> None:
        await in_thread(actions.decline_offer, chat_id(frame.chat), agent=self.user)

    # --- whether somebody sits there

    async def _answer(self, frame: Frame) -> None:
        """Whatever an agent does is work; what a console asks for by itself is not."""
        self._worked = self._worked or not isinstance(frame, protocol.Sync)
        await super()._answer(frame)

    async def on_active(self, frame: protocol.Active) -> None:
        """Said by consoles that know when somebody touches them; only these can be forgotten."""
        self._tells = True

    def take_work(self) -> Work:
        work = Work(self._worked, self._tells)
        self._worked = False
        return work

    handlers: ClassVar[dict[type, Callable[..., Awaitable[None]]]] = {
        protocol.Decline: on_decline,
        protocol.Active: on_active,
    }
