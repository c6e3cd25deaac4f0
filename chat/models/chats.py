"""A live conversation and its append-only log."""

from __future__ import annotations

import secrets
import uuid
from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from chat.choices import (
    ENDED_STATES,
    EndReason,
    EventKind,
    Speaker,
    State,
)
from chat.querysets import ChatQuerySet, EventQuerySet
from helpdesk.people.choices import Language
from helpdesk.people.models import Team, User
from tickets.choices import Outcome
from tickets.models import Contact, Topic


def new_epoch() -> str:
    """A name for one history of a log; it changes only when history was rewritten."""
    return secrets.token_hex(8)


class Chat(models.Model):
    """One live conversation. `head` is the number of the last entry of its log.

    `queued_at` is when it last began to wait (opening, or a transfer to a team); `opened_at` when
    the visitor came. Reads of both sides are kept as the last number shown.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    contact = models.OneToOneField(
        Contact, models.PROTECT, related_name="chat", verbose_name=_("contact")
    )
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    epoch = models.CharField(max_length=16, default=new_epoch, editable=False)
    head = models.PositiveIntegerField(default=0, editable=False)
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.WAITING
    )
    team = models.ForeignKey(
        Team, models.SET_NULL, null=True, blank=True, related_name="chats", verbose_name=_("team")
    )
    topic = models.ForeignKey(
        Topic, models.SET_NULL, null=True, blank=True, related_name="chats", verbose_name=_("topic")
    )
    agent = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="chats", verbose_name=_("agent")
    )
    language = models.CharField(_("language"), max_length=2, choices=Language.choices)
    visitor_name = models.CharField(_("visitor"), max_length=120, blank=True)
    visitor_email = models.EmailField(_("visitor's e-mail"), blank=True)
    page_url = models.CharField(_("came from page"), max_length=500, blank=True)
    opened_at = models.DateTimeField(_("opened"), default=timezone.now)
    queued_at = models.DateTimeField(_("waiting since"), default=timezone.now)
    assigned_at = models.DateTimeField(_("assigned"), null=True, blank=True)
    first_reply_at = models.DateTimeField(_("first reply"), null=True, blank=True)
    last_message_at = models.DateTimeField(_("last message"), null=True, blank=True)
    last_message_role = models.CharField(max_length=8, choices=Speaker.choices, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    end_reason = models.CharField(
        _("how it ended"), max_length=8, choices=EndReason.choices, blank=True
    )
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome.choices, blank=True)
    transfers = models.PositiveSmallIntegerField(_("transfers"), default=0)
    promise_seconds = models.PositiveSmallIntegerField(
        _("promised first answer (seconds)"),
        default=10,
        help_text=_("What was promised when it was opened; later changes leave it alone."),
    )
    told_position = models.PositiveSmallIntegerField(
        _("place in the queue told at opening"), null=True, blank=True
    )
    told_wait_seconds = models.PositiveIntegerField(
        _("wait told at opening (seconds)"),
        null=True,
        blank=True,
        help_text=_("Set against the real wait, it shows how true the estimates are."),
    )
    told_low_seconds = models.PositiveIntegerField(
        _("shortest wait told at opening (seconds)"), null=True, blank=True
    )
    told_high_seconds = models.PositiveIntegerField(
        _("longest wait told at opening (seconds)"),
        null=True,
        blank=True,
        help_text=_("Empty: no end was told."),
    )
    asked_at = models.DateTimeField(
        _("asked whether the visitor is still there"), null=True, blank=True
    )
    warned_at = models.DateTimeField(_("visitor was warned"), null=True, blank=True)
    browser_key = models.CharField(
        max_length=64,
        blank=True,
        editable=False,
        help_text=_("A hash of what the visitor's browser keeps, so that a block can name it."),
    )
    masked = models.PositiveSmallIntegerField(_("masked codes and passwords"), default=0)
    visitor_read = models.PositiveIntegerField(default=0, editable=False)
    agent_read = models.PositiveIntegerField(default=0, editable=False)
    visitor_seen_at = models.DateTimeField(_("visitor last seen"), default=timezone.now)
    visitor_left = models.BooleanField(_("visitor is away"), default=False)
    handed_off_at = models.DateTimeField(
        _("ticket made"),
        null=True,
        blank=True,
        help_text=_("When ticket and transcript were stored."),
    )
    erased_at = models.DateTimeField(
        _("words erased"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("What was said is gone; what was counted stays."),
    )

    objects = ChatQuerySet.as_manager()

    class Meta:
        verbose_name = _("chat")
        verbose_name_plural = _("chats")
        indexes: ClassVar = [
            models.Index(
                fields=["queued_at"], condition=models.Q(state="waiting"), name="chat_waiting"
            ),
            models.Index(fields=["agent"], condition=models.Q(state="active"), name="chat_active"),
            models.Index(fields=["-opened_at"], name="chat_newest"),
            models.Index(fields=["-first_reply_at"], name="chat_latest_replies"),
            models.Index(
                fields=["ended_at"],
                condition=models.Q(handed_off_at__isnull=True, ended_at__isnull=False),
                name="chat_owed_a_ticket",
            ),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(state__in=ENDED_STATES, ended_at__isnull=False)
                | (~models.Q(state__in=ENDED_STATES) & models.Q(ended_at__isnull=True)),
                name="chat_ended_iff_ended_at",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=State.ACTIVE) | models.Q(agent__isnull=False),
                name="chat_active_has_agent",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=State.WAITING) | models.Q(agent__isnull=True),
                name="chat_waiting_has_no_agent",
            ),
        ]

    def __str__(self) -> str:
        opened_at = timezone.localtime(self.opened_at)
        return f"{self.visitor_name or _('Visitor')} {opened_at:%Y-%m-%d %H:%M}"


class Event(models.Model):
    """One entry of a chat's log. Written once by `chat.log`, in the order of `seq`."""

    chat = models.ForeignKey(Chat, models.PROTECT, related_name="events", verbose_name=_("chat"))
    seq = models.PositiveIntegerField(_("number"))
    kind = models.CharField(_("kind"), max_length=12, choices=EventKind.choices)
    at = models.DateTimeField(_("at"))
    role = models.CharField(_("from"), max_length=8, choices=Speaker.choices)
    author = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("agent")
    )
    name = models.CharField(_("name"), max_length=120, blank=True)
    client_id = models.UUIDField(null=True, blank=True)
    body = models.TextField(_("text"), blank=True)
    data = models.JSONField(_("particulars"), default=dict, blank=True)
    is_internal = models.BooleanField(_("not for the visitor"), default=False)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry")
        verbose_name_plural = _("log entries")
        ordering: ClassVar = ["chat", "seq"]
        constraints: ClassVar = [
            models.UniqueConstraint("chat", "seq", name="chat_event_seq_once"),
            models.UniqueConstraint("chat", "client_id", name="chat_event_client_id_once"),
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.kind}"
