"""What an agent may do in a hostile chat: warn, and end it with a block."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, ClassVar

from chat import actions, protocol
from chat.conversation import Conversation
from chat.references import chat_id
from chat.speech import done
from chat.threads import in_thread


class Guarding(Conversation):
    """The part of an agent's console that protects the agent."""

    user: Any

    async def on_warn(self, frame: protocol.Warn) -> None:
        entry, again = await in_thread(
            actions.warn_visitor, chat_id(frame.chat), by=self.user, client_id=frame.client_id
        )
        self.push(done(entry, again=again))

    async def on_block(self, frame: protocol.Block) -> None:
        """`blocked` says by what the person is known; empty where nothing is."""
        entry, again = await in_thread(
            actions.block_visitor,
            chat_id(frame.chat),
            by=self.user,
            note=frame.note,
            client_id=frame.client_id,
        )
        self.push({**done(entry, again=again), "blocked": entry.data["by"]})

    handlers: ClassVar[dict[type, Callable[..., Awaitable[None]]]] = {
        protocol.Warn: on_warn,
        protocol.Block: on_block,
    }
