"""What members of staff know of already: notices themselves are the history of tickets."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from helpdesk.people.models import User
from tickets.models.work import Ticket


class Seen(models.Model):
    """How far one person knows the history of one ticket, and of what they were mailed.

    Marked by ticket, since events of one ticket are written one after the other under its lock:
    what is behind the mark was there when it was set. Of all tickets nobody could say that.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name=_("user"))
    ticket = models.ForeignKey(
        Ticket, models.CASCADE, related_name="+", db_index=False, verbose_name=_("ticket")
    )
    event = models.PositiveBigIntegerField(_("seen up to event"), default=0)
    mailed = models.PositiveBigIntegerField(_("mailed up to event"), default=0)

    class Meta:
        verbose_name = verbose_name_plural = _("seen by staff")
        constraints: ClassVar = [
            # The ticket first: it serves the deletion of tickets as well.
            models.UniqueConstraint("ticket", "user", name="tickets_seen_once")
        ]

    def __str__(self) -> str:
        return f"#{self.ticket_id} · {self.user}"
