"""The closed sets of words about live chats."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where a chat stands. `MOVES` is the only list of allowed steps."""

    WAITING = "waiting", _("Waiting")
    ACTIVE = "active", _("Active")
    CLOSED = "closed", _("Closed")
    ABANDONED = "abandoned", _("Abandoned")


MOVES: dict[str, frozenset[str]] = {
    State.WAITING: frozenset({State.ACTIVE, State.CLOSED, State.ABANDONED}),
    State.ACTIVE: frozenset({State.ACTIVE, State.WAITING, State.CLOSED}),
    State.CLOSED: frozenset(),
    State.ABANDONED: frozenset(),
}
OPEN_STATES = (State.WAITING, State.ACTIVE)
ENDED_STATES = (State.CLOSED, State.ABANDONED)


class EndReason(models.TextChoices):
    """Which side ended a chat."""

    VISITOR = "visitor", _("The visitor ended it")
    AGENT = "agent", _("The agent ended it")
    LEFT = "left", _("The visitor left")
    IDLE = "idle", _("Nobody wrote any more")
    NOBODY = "nobody", _("No agent was there any more")


class EventKind(models.TextChoices):
    """The kinds of entries in a chat's log (protocol.py lists what each carries)."""

    OPENED = "opened", _("Opened")
    MESSAGE = "message", _("Message")
    NOTE = "note", _("Internal note")
    ASSIGNED = "assigned", _("Assigned")
    TRANSFERRED = "transferred", _("Transferred")
    LEFT = "left", _("The visitor left")
    RETURNED = "returned", _("The visitor returned")
    CLOSED = "closed", _("Closed")
    RATED = "rated", _("Rated")
    REDACTED = "redacted", _("Redacted")
    OFFERED = "offered", _("Offered")
    PASSED_ON = "passed_on", _("Passed on")
    JOINED = "joined", _("A supervisor looked in")
    BLOCKED = "blocked", _("Blocked")


class Speaker(models.TextChoices):
    VISITOR = "visitor", _("Visitor")
    AGENT = "agent", _("Agent")
    SYSTEM = "system", _("System")


class PresenceStatus(models.TextChoices):
    ONLINE = "online", _("Online")
    AWAY = "away", _("Away")
    OFFLINE = "offline", _("Offline")


class AwayReason(models.TextChoices):
    """Why somebody takes no chats now; the last two the program says, not the agent."""

    BREAK = "break", _("Break")
    LUNCH = "lunch", _("Lunch")
    MEETING = "meeting", _("Meeting")
    TRAINING = "training", _("Training")
    OTHER = "other", _("Other work")
    MISSED = "missed", _("Offers were not answered")
    FORGOTTEN = "forgotten", _("Nobody at the console")


RESTING: tuple[str, ...] = (AwayReason.BREAK, AwayReason.LUNCH)
"""In these nothing is asked of an agent."""


class OfferEnd(models.TextChoices):
    """What became of a chat shown to an agent."""

    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    EXPIRED = "expired", _("Passed on")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Joined(models.TextChoices):
    """How an agent came to a chat."""

    OFFER = "offer", _("Offer")
    PICK = "pick", _("Taken from the queue")
    TRANSFER = "transfer", _("Transfer")
    TAKEOVER = "takeover", _("Taken over by a supervisor")


class Refused(models.TextChoices):
    """Why a newcomer could not chat."""

    HOURS = "hours", _("Outside service hours")
    NOBODY = "nobody", _("No agent was there")
    FULL = "full", _("All agents were busy")
    QUEUE = "queue", _("The queue was too long")
    WAIT = "wait", _("The wait was too long")
    BLOCKED = "blocked", _("Blocked")


class BlockedBy(models.TextChoices):
    BROWSER = "browser", _("Browser")
    EMAIL = "email", _("E-mail address")
    LOGIN = "login", _("User name")
