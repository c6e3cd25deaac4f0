"""The desk itself and when it is open."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as now_
from django.utils.translation import gettext_lazy as _

from helpdesk.people.admin.base import DeskAdmin, Rights
from helpdesk.people.admin.filters import ChoicesDropdownFilter, RelatedFilter
from helpdesk.people.choices import Role
from helpdesk.people.models import Desk, Holiday, ServiceHours, Term
from helpdesk.people.permissions import is_staff_member, sees_reports


def managers(user: Any) -> bool:
    """Who answers for the desk's promises and goals."""
    return is_staff_member(user) and (user.is_superuser or user.role == Role.MANAGER)


@admin.register(Desk)
class DeskSettingsAdmin(DeskAdmin):
    """One row: the list leads straight to it. It is stored when it is first saved."""

    fieldsets = (
        (_("Who we are"), {"fields": ("name", "email", "phone", "time_zone", "country")}),
        (_("Closed to newcomers"), {"fields": (("queue_limit", "wait_limit_seconds"),)}),
        (
            _("Chats"),
            {"fields": (("idle_close_minutes", "same_agent_hours"), "hides_agents")},
        ),
        (_("Tickets"), {"fields": ("close_solved_days",)}),
        (
            _("Hostile chats"),
            {"fields": ("block_hours", "warning_fi", "warning_sv", "warning_en")},
        ),
        (
            _("Long stretches"),
            {
                "fields": ("eases_load", ("stretch_minutes", "stretch_load_percent")),
                "description": _(
                    "Shown to the agent alone. Figures name groups of at least five, no person."
                ),
            },
        ),
        (
            _("Survey"),
            {
                "fields": ("survey_one_in",),
                "description": _(
                    "How visitors would have contacted us without chat. The fewer are asked, the"
                    " less they are bothered, and the longer it takes until the answers prove"
                    " anything."
                ),
            },
        ),
        (
            _("Time of keeping"),
            {
                "fields": ("erase_after_months",),
                "description": _(
                    "Nothing is erased by itself until you say after how long. What your records"
                    " schedule says decides; figures stay in any case."
                ),
            },
        ),
        (_("Goal"), {"fields": (("phone_goal_percent", "phone_goal_date"),)}),
        (
            _("What reports count with"),
            {
                "fields": (("people_served", "hop_hours"),),
                "description": _(
                    "Another time for changes of channel holds for contacts of the past as well:"
                    " they are gone through within some minutes, and reports follow."
                ),
            },
        ),
    )
    rights = Rights(change=managers)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return redirect("admin:people_desk_change", 1)

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Desk | None:
        return Desk.current() if object_id == "1" else None


@admin.register(ServiceHours)
class ServiceHoursAdmin(DeskAdmin):
    list_display = ("weekday", "opens", "closes", "whose")
    list_filter = (("weekday", ChoicesDropdownFilter), ("team", RelatedFilter))
    list_select_related = ("team",)
    ordering = ("team__name", "weekday", "opens")
    fields = ("weekday", ("opens", "closes"), "team")
    rights = Rights(add=sees_reports, change=sees_reports, delete=sees_reports)

    @admin.display(description=_("for"), ordering="team__name")
    def whose(self, hours: ServiceHours) -> str:
        return hours.team.name if hours.team else now_("the whole desk")


@admin.register(Holiday)
class HolidayAdmin(DeskAdmin):
    list_display = ("day", "name", "hours")
    search_fields = ("name",)
    date_hierarchy = "day"
    ordering = ("-day",)
    fields = ("day", "name", ("opens", "closes"))
    rights = Rights(add=sees_reports, change=sees_reports, delete=sees_reports)

    @admin.display(description=_("open"))
    def hours(self, holiday: Holiday) -> str:
        if holiday.opens is None or holiday.closes is None:
            return now_("closed")
        return f"{holiday.opens:%H:%M}–{holiday.closes:%H:%M}"


@admin.register(Term)
class TermAdmin(DeskAdmin):
    """Reports compare the weeks of a semester with those of the one a year before."""

    list_display = ("name", "season", "first_day", "last_day")
    list_filter = (("season", ChoicesDropdownFilter),)
    search_fields = ("name",)
    ordering = ("-first_day",)
    fields = (("name", "season"), ("first_day", "last_day"))
    rights = Rights(add=managers, change=managers, delete=managers)
