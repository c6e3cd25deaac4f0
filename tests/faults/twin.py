"""A second window of the same visitor, which shows the chat and speaks in it as well."""

from __future__ import annotations

import asyncio
import time
from functools import partial

from chat.client import Draft, ServerGone, Visitor
from chat.client.window import Json
from chat.replay.staff import LONGEST_REST_S
from tests.faults.conversation import QUICK, Conversation, answered
from tests.faults.journal import Journal, Line, Said, Side


class Twin:
    """Its journal is one of its own: what it said and showed. Order is that of one window."""

    def __init__(self, talk: Conversation) -> None:
        opened = talk.opened
        first = talk.journal
        self.journal = Journal(opened.chat, windows={"visitor": []}, shown_at=first.shown_at)
        self._name = f"twin of {talk.number}"
        self._visitor = Visitor(
            talk.comes_to,
            opened,
            on_shown=self._saw,
            on_emptied=self.journal.windows["visitor"].clear,
            longest_rest_s=LONGEST_REST_S,
        )
        self._visitor.socket.core.outbox.bucket.limit(QUICK)
        self._task = asyncio.create_task(self._look())

    def say(self, side: Side) -> Draft:
        body = f"{self._name} {len(self.journal.said)}"
        draft = self._visitor.say(body)
        said = Said("visitor", draft.client_id, body, time.monotonic())
        self.journal.said.append(said)
        draft.answer.add_done_callback(partial(answered, said))
        return draft

    def unanswered(self, side: Side) -> int:
        return self.journal.unanswered

    async def end(self) -> None:
        self._visitor.socket.stop()
        await self._task

    def _saw(self, entry: Json, now: float) -> None:
        self.journal.windows["visitor"].append(Line.of(entry))

    async def _look(self) -> None:
        try:
            await self._visitor.socket.run()
        except ServerGone as reason:
            self.journal.gone = str(reason)
