"""How much is kept of a person: what an erasure takes away, in numbers."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from chat.models import Article, Attachment, Chat, Contact, File, Ticket


@dataclass(frozen=True, slots=True)
class Kept:
    """`open_chats` forbid an erasure; `open_tickets` and `drafts` should be looked at first."""

    chats: int
    tickets: int
    contacts: int
    files: int
    open_chats: int
    open_tickets: list[Ticket]
    drafts: QuerySet[Article]

    @property
    def counts(self) -> dict[str, int]:
        """What the record of an erasure or an export says."""
        return {
            "chats": self.chats,
            "tickets": self.tickets,
            "contacts": self.contacts,
            "files": self.files,
        }


def kept_of(person: int) -> Kept:
    """What there is of this requester."""
    chats, words = Chat.objects.of_person(person), Q(erased_at__isnull=True)
    tickets = Ticket.objects.asked_by(person).with_words()
    return Kept(
        chats=chats.with_words().count(),
        tickets=tickets.count(),
        contacts=Contact.objects.filter(words, requester=person).count(),
        files=Attachment.objects.filter(ticket__in=tickets).count()
        + File.objects.filter(chat__in=chats, attachment__isnull=True).count(),
        open_chats=chats.unfinished().count(),
        open_tickets=list(tickets.unsolved().order_by("pk")),
        drafts=Article.objects.filter(drafted_from__requester=person).order_by("title"),
    )
