from __future__ import annotations

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from helpdesk.people.admin.base import DeskAdmin, Inline, Rights, administrators
from helpdesk.people.models import Membership, Team
from helpdesk.people.permissions import sees_reports


class MemberInline(Inline):
    model = Membership
    autocomplete_fields = ("user",)
    verbose_name = _("member")
    verbose_name_plural = _("members")
    rights = Rights(add=sees_reports, change=sees_reports, delete=sees_reports)


@admin.register(Team)
class TeamAdmin(DeskAdmin):
    list_display = ("name", "member_count", "email", "routing", "promise_seconds")
    search_fields = ("name", "email")
    prepopulated_fields = {"slug": ("name",)}
    fieldsets = (
        (None, {"fields": (("name", "slug"), "email")}),
        (
            _("How chats find their agent"),
            {
                "fields": ("routing", ("promise_seconds", "offer_seconds")),
                "description": _(
                    "An offer goes on to the next agent when its time is over, or when the promise"
                    " breaks before that and somebody else could answer."
                ),
            },
        ),
        (_("Promised hours"), {"fields": ("least_agents",)}),
        (
            _("Silence"),
            {
                "fields": (("ask_after_minutes", "close_after_minutes"), "agent_grace_seconds"),
                "description": _(
                    "Whoever leaves our last word unanswered is asked once; then the chat closes"
                    " by itself and becomes a ticket."
                ),
            },
        ),
    )
    inlines = (MemberInline,)
    rights = Rights(add=sees_reports, change=sees_reports, delete=administrators)
    in_use = ("contacts", "tickets", "chats")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Team]:
        teams: QuerySet[Team] = super().get_queryset(request)
        return teams.annotate(member_count=Count("memberships"))

    @admin.display(description=_("members"), ordering="member_count")
    def member_count(self, team: Team) -> int:
        return team.member_count  # type: ignore[attr-defined,no-any-return]  # annotated above
