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


class Speaker(models.TextChoices):
    VISITOR = "visitor", _("Visitor")
    AGENT = "agent", _("Agent")
    SYSTEM = "system", _("System")


class PresenceStatus(models.TextChoices):
    ONLINE = "online", _("Online")
    AWAY = "away", _("Away")
    OFFLINE = "offline", _("Offline")
