"""Waiting chats and offers, as tests ask, see and age them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from chat.actions import open_chat
from chat.models import Chat, Offer, Presence


def ask(question: str = "Hello?", **more: Any) -> Chat:
    return open_chat(**{"question": question, "language": "en", **more}).chat


def shown() -> dict[Any, str]:
    """Which chats are shown to whom."""
    return {offer.chat_id: offer.agent.username for offer in Offer.objects.running()}


def ends() -> list[tuple[str, str]]:
    return [(offer.agent.username, offer.end) for offer in Offer.objects.order_by("pk")]


def told(chat: Chat) -> list[tuple[str, dict[str, Any]]]:
    """What the log says of offers."""
    rows = chat.events.filter(is_internal=True).order_by("seq")
    return [(row.kind, row.data) for row in rows]


def let_time_pass(seconds: float) -> None:
    """Moves what is stored into the past."""
    back = timedelta(seconds=seconds)
    for row in Offer.objects.all():
        row.offered_at, row.expires_at = row.offered_at - back, row.expires_at - back
        row.ended_at = row.ended_at and row.ended_at - back
        row.save()
    for chat in Chat.objects.all():
        chat.opened_at, chat.queued_at = chat.opened_at - back, chat.queued_at - back
        chat.save()
    for presence in Presence.objects.all():
        presence.since -= back
        presence.save()
