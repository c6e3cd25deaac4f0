from __future__ import annotations

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from helpdesk.people.admin.base import DeskAdmin, Rights
from helpdesk.people.admin.columns import moment
from helpdesk.people.admin.filters import ChoicesDropdownFilter, DayRangeFilter
from helpdesk.people.admin.forms import OnlyAddressForm
from helpdesk.people.models import Requester
from helpdesk.people.permissions import sees_reports


@admin.register(Requester)
class RequesterAdmin(DeskAdmin):
    """Corrections only: people come in by asking, and stay as long as the record names them."""

    form = OnlyAddressForm
    list_display = ("who", "email", "phone", "login", "language", "known")
    list_filter = (("language", ChoicesDropdownFilter), ("created_at", DayRangeFilter))
    list_select_related = ("merged_into",)
    search_fields = ("name", "email", "phone", "login")
    date_hierarchy = "created_at"
    ordering = ("-created_at",)
    fields = (("name", "email"), ("phone", "login"), ("language", "created_at"))
    readonly_fields = ("created_at",)
    change_form_outer_after_template = "admin/people/record_of_requester.html"
    rights = Rights(change=sees_reports)
    known = moment("created_at", _("known since"))

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Whoever was erased is not made somebody again."""
        erased = isinstance(obj, Requester) and obj.erased_at is not None
        return super().has_change_permission(request, obj) and not erased

    @admin.display(description=_("name"), ordering="name")
    def who(self, requester: Requester) -> str:
        into = requester.merged_into
        return f"{requester} → {into}" if into else str(requester)
