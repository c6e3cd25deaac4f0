"""What reports read of each contact beside its times: summed from who was in which chat."""

from __future__ import annotations

from collections.abc import Iterable

from chat.facts import Stint, attention, bounces
from helpdesk.demo.chatlog import PastChat, Teller
from helpdesk.demo.clock import OfficeClock
from tickets.models import Contact


def fill_facts(
    chats: Iterable[PastChat], contacts: Iterable[Contact], *, teller: Teller, clock: OfficeClock
) -> None:
    """Of all contacts whether they began in service hours; of chats what they took."""
    for contact in contacts:
        contact.in_service_hours = clock.is_open(contact.started_at)
        contact.agents = int(contact.agent_id is not None)
    chats = list(chats)
    parts = {chat.contact.pk: teller.parts(chat).parts for chat in chats}
    stints = [
        Stint(number, part.agent, part.starts_at, part.ends_at)
        for number, of_chat in parts.items()
        for part in of_chat
    ]
    found = attention(stints)
    for chat in chats:
        contact, agents = chat.contact, [part.agent for part in parts[chat.contact.pk]]
        contact.end_reason = chat.end_reason.value
        contact.agents, contact.bounces = len(set(agents)), bounces(agents)
        took = found.get(contact.pk)
        contact.attention_seconds = round(took.seconds) if took else None
        contact.concurrency = took.at_once if took else None
        contact.most_at_once = took.most_at_once if took else None
