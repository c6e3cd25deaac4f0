"""Live chats, their logs, who answers them, and what protects both sides. Import from here.

What the rest of chat has to know of tickets (topics, outcomes) it imports from here too.
"""

from chat.models.agents import Presence, PresenceSpan, Relief, Skill
from chat.models.chats import Chat, Event, new_epoch
from chat.models.demand import Closure, RefusedAttempt
from chat.models.files import File
from chat.models.guard import Block, Incident
from chat.models.offers import Offer, Participation
from chat.models.replies import Reply
from tickets.choices import SURVEY_COMMENT_CHARS, Alternative, AlternativeAsked, Outcome
from tickets.models import Article, Attachment, Comment, Contact, Ticket, Topic

__all__ = [
    "SURVEY_COMMENT_CHARS",
    "Alternative",
    "AlternativeAsked",
    "Article",
    "Attachment",
    "Block",
    "Chat",
    "Closure",
    "Comment",
    "Contact",
    "Event",
    "File",
    "Incident",
    "Offer",
    "Outcome",
    "Participation",
    "Presence",
    "PresenceSpan",
    "RefusedAttempt",
    "Relief",
    "Reply",
    "Skill",
    "Ticket",
    "Topic",
    "new_epoch",
]
