"""One thing that a member of staff should know, and how it is said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.utils.translation import gettext as _

from tickets.choices import Channel
from tickets.models import Ticket


class What(StrEnum):
    """Why one is told."""

    ASSIGNED = "assigned"
    ANSWERED = "answered"
    NAMED = "named"
    NEW = "new"
    WAITS = "waits"
    UNMAILED = "unmailed"


BY_COLLEAGUES = (What.ASSIGNED, What.NAMED)


@dataclass(frozen=True, slots=True)
class Notice:
    """`events` are the rows of history behind it, latest first.

    `who` did it, where that is a colleague; what requesters do is theirs, whoever wrote it down.
    `address` is where a mail did not arrive.
    """

    what: What
    ticket: Ticket
    who: str
    channel: str
    address: str
    at: datetime
    events: tuple[int, ...]
    is_new: bool

    @property
    def words(self) -> str:
        """What happened, in the language of whoever reads."""
        given = {"who": self.who or str(self.ticket.requester)}
        if self.what == What.ASSIGNED:
            return _("%(who)s assigned it to you") % given if self.who else _("Assigned to you")
        if self.what == What.NAMED:
            named = _("%(who)s named you in a note") % given
            return named if self.who else _("You were named in a note")
        if self.what == What.UNMAILED:
            return _("Could not be mailed to %(address)s") % {"address": self.address}
        if self.what == What.NEW:
            return _("%(who)s asked, nobody holds it") % given
        if self.what == What.WAITS:
            return _("%(who)s answered, nobody holds it") % given
        if self.channel:
            return _("%(who)s came back: %(channel)s") % {
                **given,
                "channel": Channel(self.channel).label,
            }
        return _("%(who)s answered") % given
