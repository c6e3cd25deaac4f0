"""Tickets, the contacts they gather, and what was said. Import from here."""

from tickets.models.contacts import Contact
from tickets.models.conversation import Attachment, Comment
from tickets.models.knowledge import Article, CannedReply, Topic
from tickets.models.linking import Relinking
from tickets.models.notices import Seen
from tickets.models.work import Ticket, TicketEvent

__all__ = [
    "Article",
    "Attachment",
    "CannedReply",
    "Comment",
    "Contact",
    "Relinking",
    "Seen",
    "Ticket",
    "TicketEvent",
    "Topic",
]
