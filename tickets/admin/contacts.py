from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import DropdownFilter

from helpdesk.people.admin.base import DeskAdmin
from helpdesk.people.admin.columns import in_seconds, labelled, moment
from helpdesk.people.admin.filters import ChoicesDropdownFilter, DayRangeFilter, RelatedFilter
from helpdesk.people.admin.links import link_to
from tickets.choices import Channel
from tickets.models import Contact

CHANNEL_COLOURS = {Channel.CHAT: "primary", Channel.PHONE: "warning"}


class HasTicketFilter(DropdownFilter):
    title = _("ticket")
    parameter_name = "has_ticket"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("With a ticket")), ("no", _("Without a ticket"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Contact]) -> QuerySet[Contact]:
        if self.value() not in ("yes", "no"):
            return queryset
        return queryset.filter(ticket__isnull=self.value() == "no")


@admin.register(Contact)
class ContactAdmin(DeskAdmin):
    """The rows that reports count: looked at, never touched."""

    list_display = (
        "started",
        "channel_label",
        "who",
        "subject",
        "topic",
        "team",
        "agent_name",
        "outcome",
        "wait",
        "ticket_link",
    )
    list_filter = (
        ("channel", ChoicesDropdownFilter),
        ("outcome", ChoicesDropdownFilter),
        ("team", RelatedFilter),
        ("topic", RelatedFilter),
        ("agent", RelatedFilter),
        HasTicketFilter,
        ("started_at", DayRangeFilter),
    )
    search_fields = (
        "subject",
        "requester__name",
        "requester__email",
        "requester__phone",
        "external_id",
    )
    date_hierarchy = "started_at"
    ordering = ("-started_at",)
    fieldsets = (
        (
            None,
            {
                "fields": (
                    ("channel", "outcome"),
                    ("who", "ticket_link"),
                    "subject",
                    ("topic", "team"),
                    ("agent_name", "transfers"),
                )
            },
        ),
        (
            _("Times"),
            {
                "fields": (
                    ("started_at", "language"),
                    ("first_reply_at", "wait"),
                    ("ended_at", "duration"),
                )
            },
        ),
        (
            _("Survey"),
            {
                "fields": (
                    ("was_solved", "satisfaction"),
                    ("alternative", "alternative_asked"),
                    "survey_comment",
                    "surveyed_at",
                )
            },
        ),
        (_("Particulars"), {"fields": ("masked", "external_id")}),
    )

    started = moment("started_at", _("started"))

    def get_queryset(self, request: HttpRequest) -> QuerySet[Contact]:
        contacts: QuerySet[Contact] = super().get_queryset(request)
        return contacts.select_related("requester", "topic", "team", "agent", "ticket")

    @labelled(_("channel"), "channel", CHANNEL_COLOURS)
    def channel_label(self, contact: Contact) -> tuple[str, str]:
        return contact.channel, contact.get_channel_display()

    @admin.display(description=_("requester"), ordering="requester__name")
    def who(self, contact: Contact) -> SafeString | None:
        return link_to(contact.requester)

    @admin.display(description=_("agent"), ordering="agent__first_name")
    def agent_name(self, contact: Contact) -> str | None:
        return contact.agent.public_name if contact.agent else None

    @admin.display(description=_("ticket"), ordering="ticket_id")
    def ticket_link(self, contact: Contact) -> SafeString | None:
        return link_to(contact.ticket, f"#{contact.ticket_id}")

    @admin.display(description=_("wait"))
    def wait(self, contact: Contact) -> timedelta | None:
        return in_seconds(contact.wait)

    @admin.display(description=_("duration"))
    def duration(self, contact: Contact) -> timedelta | None:
        return in_seconds(contact.duration)
