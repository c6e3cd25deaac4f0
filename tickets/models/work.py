"""The record of the work: a ticket and its history."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from helpdesk.people.choices import Language
from helpdesk.people.models import Requester, Team, User
from tickets.choices import Channel, Status, TicketEventKind
from tickets.models.knowledge import Topic
from tickets.querysets import TicketQuerySet


class Ticket(models.Model):
    """One issue of one person. Its number is its primary key."""

    requester = models.ForeignKey(
        Requester, models.PROTECT, related_name="tickets", verbose_name=_("requester")
    )
    subject = models.CharField(_("subject"), max_length=200)
    status = models.CharField(
        _("status"), max_length=10, choices=Status.choices, default=Status.NEW
    )
    topic = models.ForeignKey(
        Topic,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="tickets",
        verbose_name=_("topic"),
    )
    team = models.ForeignKey(
        Team, models.SET_NULL, null=True, blank=True, related_name="tickets", verbose_name=_("team")
    )
    assignee = models.ForeignKey(
        User,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="tickets",
        verbose_name=_("assignee"),
    )
    keeps_assignee = models.BooleanField(
        _("stays with its assignee"),
        default=False,
        help_text=_("It was passed on twice: whoever has it keeps it to the end."),
    )
    language = models.CharField(_("language"), max_length=2, choices=Language.choices, blank=True)
    origin_channel = models.CharField(
        _("channel of the first contact"), max_length=8, choices=Channel.choices
    )
    created_at = models.DateTimeField(_("created"), default=timezone.now)
    updated_at = models.DateTimeField(_("updated"), default=timezone.now)
    solved_at = models.DateTimeField(_("solved"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        db_index=False,
        related_name="merged",
        verbose_name=_("merged into"),
        help_text=_("Where all that it gathered went, straight to the end; never taken back."),
    )
    erased_at = models.DateTimeField(
        _("words erased"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("What was said is gone; what was counted stays."),
    )

    objects = TicketQuerySet.as_manager()

    class Meta:
        verbose_name = _("ticket")
        verbose_name_plural = _("tickets")
        indexes: ClassVar = [
            models.Index(fields=["-created_at"], name="tickets_ticket_newest"),
            models.Index(fields=["requester", "-created_at"], name="tickets_ticket_of_requester"),
            models.Index(
                fields=["merged_into"],
                condition=models.Q(merged_into__isnull=False),
                name="tickets_ticket_merged",
            ),
            models.Index(
                fields=["created_at"],
                condition=models.Q(erased_at__isnull=True),
                name="tickets_ticket_with_words",
            ),
            models.Index(
                fields=["assignee", "team"],
                condition=models.Q(status__in=("new", "open", "pending")),
                name="tickets_ticket_in_work",
            ),
            models.Index(
                fields=["updated_at"],
                condition=models.Q(status="solved"),
                name="tickets_ticket_solved",
            ),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(status=Status.CLOSED, closed_at__isnull=False)
                | (~models.Q(status=Status.CLOSED) & models.Q(closed_at__isnull=True)),
                name="tickets_closed_iff_closed_at",
            ),
            models.CheckConstraint(
                condition=~models.Q(status=Status.SOLVED) | models.Q(solved_at__isnull=False),
                name="tickets_solved_has_solved_at",
            ),
            models.CheckConstraint(
                condition=models.Q(merged_into__isnull=True)
                | (models.Q(status=Status.CLOSED) & ~models.Q(merged_into=models.F("id"))),
                name="tickets_merged_is_closed",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.subject}"

    @property
    def kept(self) -> Ticket:
        """Where the work goes on: the ticket that this one was merged into, or itself."""
        return self.merged_into or self

    def is_of(self, person: int) -> bool:
        """Whether this person asks here: the ticket is theirs, or one of theirs was merged in."""
        return self.requester_id == person or self.merged.filter(requester=person).exists()


class TicketEvent(models.Model):
    """One change of a ticket: history, notices and figures read these rows.

    `solved_at`, of a step that takes a solved ticket up again: when it had been solved.
    """

    ticket = models.ForeignKey(
        Ticket, models.CASCADE, related_name="events", verbose_name=_("ticket")
    )
    kind = models.CharField(_("what"), max_length=10, choices=TicketEventKind.choices)
    actor = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("when"), default=timezone.now)
    data = models.JSONField(_("particulars"), default=dict, blank=True)
    solved_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("ticket event")
        verbose_name_plural = _("ticket events")
        ordering: ClassVar = ["at", "pk"]
        indexes: ClassVar = [
            models.Index(
                fields=["at"],
                condition=models.Q(kind__in=("opened", "status")),
                name="tickets_event_of_status",
            ),
            models.Index(
                fields=["solved_at"],
                include=["at", "ticket"],
                condition=models.Q(solved_at__isnull=False),
                name="tickets_event_of_return",
            ),
            models.Index(
                fields=["at"],
                condition=models.Q(data__has_key="named"),
                name="tickets_event_of_naming",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.at:%Y-%m-%d %H:%M}"
