from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from helpdesk.people.admin.base import DeskAdmin, Rights
from helpdesk.people.admin.filters import ChoicesDropdownFilter, RelatedFilter
from helpdesk.people.models import Desk
from helpdesk.people.permissions import sees_reports
from tickets.models import CannedReply
from tickets.placeholders import KNOWN, filled, unknown_in

EXAMPLES = {"name": "Aino", "agent": "Mikko"}


class CannedReplyForm(forms.ModelForm[CannedReply]):
    """Refuses places that nobody could fill: a visitor would read the braces."""

    class Meta:
        model = CannedReply
        fields = ("shortcut", "language", "body", "team", "topic", "is_active")

    def clean_body(self) -> str:
        body: str = self.cleaned_data["body"]
        if unknown := unknown_in(body):
            raise forms.ValidationError(
                _("Nobody knows how to fill in %(unknown)s. Possible are %(known)s."),
                params={
                    "unknown": ", ".join(unknown),
                    "known": ", ".join(f"{{{name}}}" for name in KNOWN),
                },
            )
        return body


@admin.register(CannedReply)
class CannedReplyAdmin(DeskAdmin):
    form = CannedReplyForm
    list_display = ("__str__", "language", "beginning", "team", "topic", "is_active")
    list_filter = (
        ("language", ChoicesDropdownFilter),
        ("team", RelatedFilter),
        ("topic", RelatedFilter),
        "is_active",
    )
    list_select_related = ("team", "topic")
    search_fields = ("shortcut", "body")
    ordering = ("shortcut", "language")
    fields = (("shortcut", "language"), "body", "preview", ("team", "topic"), "is_active")
    readonly_fields = ("preview",)
    rights = Rights(add=sees_reports, change=sees_reports, delete=sees_reports)

    @admin.display(description=_("text"), ordering="body")
    def beginning(self, reply: CannedReply) -> str:
        return Truncator(reply.body).chars(80)

    @admin.display(description=_("as a visitor reads it"))
    def preview(self, reply: CannedReply) -> SafeString | None:
        """As it was saved last, with the places filled by example."""
        if not reply.body:
            return None
        topic = reply.topic.name_in(reply.language) if reply.topic else ""
        values = {**EXAMPLES, "desk": Desk.current().name, "topic": topic or str(_("topic"))}
        text = filled(reply.body, values)
        return format_html('<span class="preview" dir="auto">{}</span>', text)

    def get_fields(self, request: Any, obj: CannedReply | None = None) -> Any:
        """There is nothing to preview before the first saving."""
        shown = super().get_fields(request, obj)
        return shown if obj else [name for name in shown if name != "preview"]
