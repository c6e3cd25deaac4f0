"""Opening a chat, with the patience of a person."""

from __future__ import annotations

import asyncio
import random
import time
import uuid

from chat.client import ChatRefused, Endpoint, Opened, ServerGone, open_chat
from chat.replay.files import Conversation, Turn
from chat.replay.records import Record
from helpdesk.people.choices import Language
from helpdesk.redaction import one_line

PASSING = ("full", "queue", "nobody")
"""Why a desk may be closed for a moment only: its agents are busy, or just coming back."""
PAUSE_S = (0.3, 1.0)
NAME_LENGTH = 120


async def open_patiently(
    endpoint: Endpoint,
    conversation: Conversation,
    question: Turn,
    *,
    patience_s: float,
    record: Record,
) -> Opened:
    """Opens the chat with its question. Raises ChatRefused, or ServerGone when patience ends."""
    until, client_id = time.monotonic() + patience_s, str(uuid.uuid4())
    while True:
        try:
            return await open_chat(
                endpoint,
                question=question.text,
                name=one_line(question.name)[:NAME_LENGTH],
                language=_language(conversation.language),
                client_id=client_id,
            )
        except ChatRefused as refusal:
            if not _passes(refusal) or time.monotonic() > until:
                raise
            pause = refusal.details.get("after_ms", 0) / 1000
        except ServerGone:
            record.reopened += 1
            if time.monotonic() > until:
                raise
            pause = 0.0
        await asyncio.sleep(max(pause, random.uniform(*PAUSE_S)))


def _passes(refusal: ChatRefused) -> bool:
    if refusal.code == "closed":
        return refusal.details.get("reason") in PASSING
    return refusal.code in ("rate_limited", "unavailable")


def _language(code: str) -> str:
    """The desk's language for a recorded one; none where the desk does not speak it."""
    short = code[:2].lower()
    return short if short in Language.values else ""
