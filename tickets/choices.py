"""The closed sets of words about work: channels, states, outcomes."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Channel(models.TextChoices):
    """How a contact reached the desk. The order is the order of every table and chart."""

    PHONE = "phone", _("Phone")
    CHAT = "chat", _("Chat")
    EMAIL = "email", _("E-mail")
    WEB = "web", _("Web form")
    WALK_IN = "walk_in", _("Walk-in")


class Status(models.TextChoices):
    """Where a ticket stands. `MOVES` below is the only list of allowed steps."""

    NEW = "new", _("New")
    OPEN = "open", _("Open")
    PENDING = "pending", _("Waiting for the requester")
    SOLVED = "solved", _("Solved")
    CLOSED = "closed", _("Closed")


MOVES: dict[str, frozenset[str]] = {
    Status.NEW: frozenset({Status.OPEN, Status.PENDING, Status.SOLVED, Status.CLOSED}),
    Status.OPEN: frozenset({Status.PENDING, Status.SOLVED, Status.CLOSED}),
    Status.PENDING: frozenset({Status.OPEN, Status.SOLVED, Status.CLOSED}),
    Status.SOLVED: frozenset({Status.OPEN, Status.CLOSED}),
    Status.CLOSED: frozenset(),
}
UNSOLVED = (Status.NEW, Status.OPEN, Status.PENDING)
"""A ticket somebody still has to work on; further contacts of the person may join it."""


class Outcome(models.TextChoices):
    """How a contact ended."""

    SOLVED = "solved", _("Solved")
    OPEN = "open", _("Work goes on")
    ABANDONED = "abandoned", _("Left before an answer")
    MISSED = "missed", _("Nobody was there")


class Capture(models.TextChoices):
    """Who wrote a contact down."""

    PROGRAM = "program", _("The program")
    AGENT = "agent", _("An agent")
    IMPORT = "import", _("Import from another system")


class Alternative(models.TextChoices):
    """What the visitor would have done without chat (the survey's third question)."""

    PHONE = "phone", _("By phone")
    EMAIL = "email", _("By e-mail")
    VISIT = "visit", _("By visiting")
    NOT_AT_ALL = "none", _("Not at all")


DISPLACED = (Alternative.PHONE, Alternative.EMAIL)
"""What a chat spares the desk: the rule of every figure about it."""


class AlternativeAsked(models.TextChoices):
    """When a visitor was asked what they would have done without chat; drawn at random."""

    BEFORE = "before", _("Before the chat")
    AFTER = "after", _("After the chat")


SURVEY_COMMENT_CHARS = 1_000
"""How long a comment in the survey may be."""


class CommentKind(models.TextChoices):
    MESSAGE = "message", _("From the requester")
    REPLY = "reply", _("Reply")
    NOTE = "note", _("Internal note")
    TRANSCRIPT = "transcript", _("Chat transcript")


class SendFault(models.TextChoices):
    """Why a mail did not go out, as far as a person can do something about it."""

    ADDRESS = "address", _("the mail server does not know the address or cannot mail to it")
    SIZE = "size", _("it is too large for the mail server")
    REFUSED = "refused", _("the mail server refused it")
    AWAY = "away", _("the mail server could not be reached")


class TicketEventKind(models.TextChoices):
    """What can happen to a ticket; `TicketEvent.data` holds the particulars."""

    OPENED = "opened", _("Opened")
    CONTACT = "contact", _("Contact added")
    COMMENT = "comment", _("Comment added")
    STATUS = "status", _("Status changed")
    ASSIGNED = "assigned", _("Assigned")
    CHANGED = "changed", _("Details changed")
    MERGED = "merged", _("Merged")
    PERSON = "person", _("Person changed")
    UNSENT = "unsent", _("Mail given up")
    RESENT = "resent", _("Mail sent again")
