"""Reading what became of replayed chats from the database."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from uuid import UUID

from chat.actions import close_chat
from chat.choices import EndReason
from chat.entries import Entry, for_agent
from chat.errors import ChatClosed, UnknownChat
from chat.models import Chat, Event
from chat.replay.records import Seen, Stored
from helpdesk.people.models import Desk


def ready(chats: Collection[str]) -> list[str]:
    """Those of these chats whose ticket is made."""
    done = Chat.objects.filter(pk__in=chats, handed_off_at__isnull=False)
    return [str(pk) for pk in done.values_list("pk", flat=True)]


def load(chat: str) -> Stored | None:
    """What is stored of this chat; None if there is no such chat."""
    found = (
        Chat.objects.filter(pk=chat).select_related("contact__requester", "contact__ticket").first()
    )
    if found is None:
        return None
    contact = found.contact
    tickets = int(contact.ticket is not None)
    texts = [found.visitor_name, contact.subject]
    if contact.requester:
        # A ticket that no contact leads to was made twice and then forgotten.
        tickets += contact.requester.tickets.filter(contacts__isnull=True).count()
        texts.append(contact.requester.name)
    if contact.ticket:
        texts += [contact.ticket.subject, *contact.comments.values_list("body", flat=True)]
    files = {
        file.name: bytes(file.content)
        for file in contact.attachments.filter(ticket=contact.ticket)
        if file.sha256 == hashlib.sha256(file.content).hexdigest()
    }
    texts.append(files.get("transcript.txt", b"").decode(errors="replace"))
    return Stored(
        state=found.state,
        end_reason=found.end_reason,
        log=tuple(_seen(event) for event in found.events.order_by("seq")),
        tickets=tickets,
        transcript=files.get("transcript.json") if "transcript.txt" in files else None,
        texts=tuple(texts),
    )


def give_up(chat: str) -> None:
    """Ends a chat that cannot be held further, so that nobody waits in it."""
    try:
        close_chat(UUID(chat), reason=EndReason.LEFT)
    except (ChatClosed, UnknownChat):
        return


def longest_silence_s() -> float:
    """The longest pause that no sweep takes for the end of a chat: half of what it waits."""
    return float(Desk.current().idle_close_minutes * 60 / 2)


def _seen(event: Event) -> Seen:
    return Seen.of(
        for_agent(
            Entry(
                chat=str(event.chat_id),
                seq=event.seq,
                kind=event.kind,
                at=event.at,
                role=event.role,
                name=event.name,
                client_id=str(event.client_id) if event.client_id else None,
                body=event.body,
                data=event.data,
                is_internal=event.is_internal,
            )
        )
    )
