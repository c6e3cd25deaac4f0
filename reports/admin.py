"""Targets, annotations and costs in the admin: of managers, the first two with who made them."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from helpdesk.people.admin.base import DeskAdmin, Rights
from helpdesk.people.admin.columns import moment
from helpdesk.people.admin.desk import managers
from helpdesk.people.admin.filters import ChoicesDropdownFilter
from helpdesk.people.permissions import staff_of
from reports.actions import annotate, set_target
from reports.models import Annotation, CostRate, Target


@admin.register(Target)
class TargetAdmin(DeskAdmin):
    """Nobody changes a target: a new one takes its place, and reports hold to it from then on."""

    list_display = ("figure", "from_day", "from_percent", "to_day", "to_percent", "when", "set_by")
    list_select_related = ("set_by",)
    fields = ("figure", ("from_day", "from_percent"), ("to_day", "to_percent"))
    rights = Rights(add=managers)
    when = moment("set_at", _("set"))

    def save_model(
        self, request: HttpRequest, obj: Target, form: ModelForm[Target], change: bool
    ) -> None:
        set_target(obj, by=staff_of(request))

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("figure", "from_day", "from_percent", "to_day", "to_percent") if obj else ()


@admin.register(Annotation)
class AnnotationAdmin(DeskAdmin):
    """What managers know of days; each change stands in the history of its annotation."""

    list_display = ("first_day", "last_day", "kind", "text", "may_be_left_out", "made_by")
    list_filter = (("kind", ChoicesDropdownFilter), "may_be_left_out")
    list_select_related = ("made_by",)
    search_fields = ("text",)
    date_hierarchy = "first_day"
    fields = (("first_day", "last_day"), "kind", "text", "may_be_left_out")
    rights = Rights(add=managers, change=managers, delete=managers)

    def save_model(
        self, request: HttpRequest, obj: Annotation, form: ModelForm[Annotation], change: bool
    ) -> None:
        annotate(obj, by=staff_of(request))


@admin.register(CostRate)
class CostRateAdmin(DeskAdmin):
    """A rate holds from its day until the next of its channel: a new one leaves the past alone."""

    list_display = ("channel", "from_day", "per_hour", "per_month")
    list_filter = (("channel", ChoicesDropdownFilter),)
    date_hierarchy = "from_day"
    ordering = ("channel", "-from_day")
    fields = ("channel", "from_day", ("per_hour", "per_month"))
    rights = Rights(add=managers, change=managers, delete=managers)
