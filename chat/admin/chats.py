"""Chats in the admin: found, filtered, read. Their log is append-only for administrators too."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import DropdownFilter

from chat.choices import State
from chat.models import Chat, Event
from chat.transcripts import happening
from helpdesk.people.admin.base import DeskAdmin
from helpdesk.people.admin.columns import in_seconds, labelled, moment
from helpdesk.people.admin.filters import ChoicesDropdownFilter, DayRangeFilter, RelatedFilter
from helpdesk.people.admin.links import link_to

STATE_COLOURS = {
    State.WAITING: "warning",
    State.ACTIVE: "primary",
    State.CLOSED: "success",
    State.ABANDONED: "",
}


class OwedFilter(DropdownFilter):
    title = _("ticket")
    parameter_name = "owed"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("Ended, ticket not stored yet"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Chat]) -> QuerySet[Chat]:
        owed = Chat.objects.owed_a_ticket().values("pk")
        return queryset.filter(pk__in=owed) if self.value() == "yes" else queryset


class InstructionFilter(DropdownFilter):
    """By topic it shows which instructions are used, and where one is missing."""

    title = _("instruction")
    parameter_name = "instruction"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("Sent")), ("no", _("Answered without one"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Chat]) -> QuerySet[Chat]:
        if self.value() not in ("yes", "no"):
            return queryset
        sent = Q(pk__in=Event.objects.with_instruction().values("chat"))
        return queryset.filter(
            sent if self.value() == "yes" else ~sent, first_reply_at__isnull=False
        )


def told(chat: Chat) -> list[tuple[Event, str]]:
    """The entries of the log, and what happened in words where nobody said anything."""
    return [
        (entry, entry.body or happening(entry.kind, entry.data))
        for entry in chat.events.order_by("seq")
    ]


@admin.register(Chat)
class ChatAdmin(DeskAdmin):
    list_display = (
        "opened",
        "state_label",
        "visitor",
        "topic",
        "team",
        "agent_name",
        "wait",
        "duration",
        "outcome",
        "transfers",
        "ticket_link",
    )
    list_filter = (
        ("state", ChoicesDropdownFilter),
        ("end_reason", ChoicesDropdownFilter),
        ("outcome", ChoicesDropdownFilter),
        ("team", RelatedFilter),
        ("topic", RelatedFilter),
        ("agent", RelatedFilter),
        ("language", ChoicesDropdownFilter),
        OwedFilter,
        InstructionFilter,
        ("opened_at", DayRangeFilter),
    )
    search_fields = ("visitor_name", "visitor_email", "contact__subject")
    date_hierarchy = "opened_at"
    ordering = ("-opened_at",)
    fieldsets = (
        (
            None,
            {
                "fields": (
                    ("state", "end_reason"),
                    ("visitor_name", "visitor_email"),
                    ("language", "page_url"),
                    ("topic", "team"),
                    ("agent_name", "outcome"),
                    ("contact_link", "ticket_link"),
                )
            },
        ),
        (
            _("Times"),
            {
                "fields": (
                    ("opened_at", "assigned_at"),
                    ("first_reply_at", "wait"),
                    ("ended_at", "duration"),
                    ("handed_off_at", "transfers"),
                    "masked",
                )
            },
        ),
    )
    change_form_outer_after_template = "admin/chat/log_of_chat.html"
    opened = moment("opened_at", _("opened"))

    def get_queryset(self, request: HttpRequest) -> QuerySet[Chat]:
        chats: QuerySet[Chat] = super().get_queryset(request)
        return chats.select_related("contact__ticket", "topic", "team", "agent")

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        chat = self.get_object(request, unquote(object_id))
        context = {"log": told(chat) if chat else (), **(extra_context or {})}
        return super().change_view(request, object_id, form_url, context)

    @labelled(_("state"), "state", STATE_COLOURS)
    def state_label(self, chat: Chat) -> tuple[str, str]:
        return chat.state, chat.get_state_display()

    @admin.display(description=_("visitor"), ordering="visitor_name")
    def visitor(self, chat: Chat) -> str:
        return chat.visitor_name or chat.visitor_email or str(_("Visitor"))

    @admin.display(description=_("agent"), ordering="agent__first_name")
    def agent_name(self, chat: Chat) -> str | None:
        return chat.agent.public_name if chat.agent else None

    @admin.display(description=_("wait"))
    def wait(self, chat: Chat) -> timedelta | None:
        """From opening to our first message."""
        return in_seconds(chat.first_reply_at - chat.opened_at) if chat.first_reply_at else None

    @admin.display(description=_("duration"))
    def duration(self, chat: Chat) -> timedelta | None:
        return in_seconds(chat.ended_at - chat.opened_at) if chat.ended_at else None

    @admin.display(description=_("contact"))
    def contact_link(self, chat: Chat) -> SafeString | None:
        return link_to(chat.contact)

    @admin.display(description=_("ticket"), ordering="contact__ticket_id")
    def ticket_link(self, chat: Chat) -> SafeString | None:
        return link_to(chat.contact.ticket, f"#{chat.contact.ticket_id}")
