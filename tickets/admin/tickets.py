from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import DropdownFilter

from helpdesk.people.admin.base import DeskAdmin
from helpdesk.people.admin.columns import labelled, moment
from helpdesk.people.admin.filters import ChoicesDropdownFilter, DayRangeFilter, RelatedFilter
from helpdesk.people.admin.links import link_to
from tickets.admin.moving import Moving
from tickets.choices import Status
from tickets.history import words_of
from tickets.models import Comment, Ticket

STATUS_COLOURS = {
    Status.NEW: "info",
    Status.OPEN: "primary",
    Status.PENDING: "warning",
    Status.SOLVED: "success",
    Status.CLOSED: "",
}


class NotMailedFilter(DropdownFilter):
    """Whose answer never arrived; the agent who wrote it may have closed the page long ago."""

    title = _("mails")
    parameter_name = "mails"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("given_up", _("A reply could not be mailed"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Ticket]) -> QuerySet[Ticket]:
        if self.value() != "given_up":
            return queryset
        return queryset.filter(pk__in=Comment.objects.given_up().values("ticket"))


def record_of(ticket: Ticket) -> dict[str, Any]:
    """What a ticket gathered, for its page; the files without their content."""
    return {
        "comments": ticket.comments.select_related("author", "contact"),
        "steps": [(event, words_of(event)) for event in ticket.events.select_related("actor")],
        "contacts": ticket.contacts.select_related("agent", "topic").order_by("started_at", "pk"),
        "attachments": ticket.attachments.defer("content"),
    }


@admin.register(Ticket)
class TicketAdmin(Moving, DeskAdmin):
    """The record is read here; its status moves by the same door as everywhere else."""

    list_display = (
        "number",
        "subject",
        "status_label",
        "who",
        "channel",
        "topic",
        "team",
        "assignee_name",
        "created",
    )
    list_display_links = ("number", "subject")
    list_filter = (
        ("status", ChoicesDropdownFilter),
        ("origin_channel", ChoicesDropdownFilter),
        ("team", RelatedFilter),
        ("topic", RelatedFilter),
        ("assignee", RelatedFilter),
        NotMailedFilter,
        ("created_at", DayRangeFilter),
    )
    search_fields = ("=id", "subject", "requester__name", "requester__email", "requester__phone")
    search_help_text = _("Number, subject, or the requester's name, address or telephone")
    date_hierarchy = "created_at"
    ordering = ("-created_at",)
    fieldsets = (
        (
            None,
            {
                "fields": (
                    ("status", "origin_channel"),
                    ("who", "language"),
                    ("topic", "team"),
                    ("assignee_name", "created_at"),
                    ("solved_at", "closed_at"),
                )
            },
        ),
    )
    change_form_outer_after_template = "admin/tickets/record_of_ticket.html"
    created = moment("created_at", _("created"))

    def get_queryset(self, request: HttpRequest) -> QuerySet[Ticket]:
        tickets: QuerySet[Ticket] = super().get_queryset(request)
        return tickets.select_related("requester", "topic", "team", "assignee")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Ticket], search_term: str
    ) -> Any:
        """People write a ticket's number as it is shown, `#812`."""
        return super().get_search_results(request, queryset, search_term.lstrip("# "))

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        ticket = self.get_object(request, unquote(object_id))
        record = record_of(ticket) if ticket else {}
        return super().change_view(request, object_id, form_url, record | (extra_context or {}))

    def view_on_site(self, ticket: Ticket) -> str:
        return reverse("tickets:ticket", args=[ticket.pk])

    @admin.display(description=_("number"), ordering="pk")
    def number(self, ticket: Ticket) -> str:
        return f"#{ticket.pk}"

    @labelled(_("status"), "status", STATUS_COLOURS)
    def status_label(self, ticket: Ticket) -> tuple[str, str]:
        return ticket.status, ticket.get_status_display()

    @admin.display(description=_("channel"), ordering="origin_channel")
    def channel(self, ticket: Ticket) -> str:
        return ticket.get_origin_channel_display()

    @admin.display(description=_("requester"), ordering="requester__name")
    def who(self, ticket: Ticket) -> SafeString | None:
        return link_to(ticket.requester)

    @admin.display(description=_("assignee"), ordering="assignee__first_name")
    def assignee_name(self, ticket: Ticket) -> str | None:
        return ticket.assignee.public_name if ticket.assignee else None
