"""The answers of agents, each with how long its visitor waited for it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from chat.models.chats import Chat
from helpdesk.people.models import User


class Reply(models.Model):
    """One answer of an ended chat, written when the chat is handed over (`chat.reply_gaps`).

    `seq` is its entry in the log. `at_once`: how many chats the agent had then; `hour`: full hours
    since the shift began, none where the agent's presence is unknown.
    """

    # The indexes below begin with the agent and with the chat.
    chat = models.ForeignKey(
        Chat, models.CASCADE, related_name="replies", verbose_name=_("chat"), db_index=False
    )
    seq = models.PositiveIntegerField(_("number"))
    agent = models.ForeignKey(
        User, models.CASCADE, related_name="+", verbose_name=_("agent"), db_index=False
    )
    at = models.DateTimeField(_("at"))
    gap_s = models.FloatField(_("gap (seconds)"))
    at_once = models.PositiveSmallIntegerField(_("chats at once"))
    hour = models.PositiveSmallIntegerField(_("hour on shift"), null=True)
    is_last = models.BooleanField(
        default=False, help_text=_("The last of its chat at a known hour: ratings count for it.")
    )

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        indexes: ClassVar = [models.Index(fields=["agent", "at"], name="chat_replies_of_agent")]
        constraints: ClassVar = [models.UniqueConstraint("chat", "seq", name="chat_reply_once")]

    def __str__(self) -> str:
        return f"{self.chat_id} {self.seq}"
