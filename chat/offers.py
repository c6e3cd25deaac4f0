"""What consoles are shown of offers: those that run, and how those ended that they were shown."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, NamedTuple

from chat.entries import wire_time
from chat.models import Offer
from chat.queue import waiting_items
from helpdesk.people.models import User


class Shown(NamedTuple):
    """An offer on a console; one whose time was changed is another."""

    id: int
    chat: str
    expires_at: str | None


def running_offers(user: User, *, language: str) -> dict[Shown, dict[str, Any]]:
    """The `offer` frames of the chats that are shown to this agent now, oldest first."""
    running = Offer.objects.running().filter(agent=user).order_by("offered_at", "pk")
    offers = {str(offer.chat_id): offer for offer in running}
    items = {item["chat"]: item for item in waiting_items(language)} if offers else {}
    return {
        Shown(offer.pk, chat, wire_time(offer.expires_at)): {
            "type": "offer",
            "chat": chat,
            "item": items[chat],
            "offered_at": wire_time(offer.offered_at),
            "expires_at": wire_time(offer.expires_at),
        }
        for chat, offer in offers.items()
        if chat in items
    }


def ends_of(offers: Collection[int]) -> dict[int, str]:
    """How these offers ended, of those that did."""
    if not offers:
        return {}
    ended = Offer.objects.filter(pk__in=offers).exclude(end="")
    return dict(ended.values_list("pk", "end"))
