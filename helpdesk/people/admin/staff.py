from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.forms import AdminPasswordChangeForm

from helpdesk.people.admin.base import DeskAdmin, Inline, Rights, administrators
from helpdesk.people.admin.columns import labelled
from helpdesk.people.admin.filters import ChoicesDropdownFilter, RelatedFilter
from helpdesk.people.admin.forms import StaffChangeForm, StaffCreationForm
from helpdesk.people.choices import Role
from helpdesk.people.models import Membership, User

admin.site.unregister(Group)

ROLE_COLOURS = {Role.AGENT: "", Role.SUPERVISOR: "info", Role.MANAGER: "success"}


class TeamInline(Inline):
    model = Membership
    autocomplete_fields = ("team",)
    verbose_name = _("team")
    verbose_name_plural = _("teams")
    rights = Rights(add=administrators, change=administrators, delete=administrators)


@admin.register(User)
class StaffAdmin(DeskAdmin, UserAdmin[User]):
    """Accounts are the administrator's to give; others may look. Who leaves is made inactive."""

    form = StaffChangeForm
    add_form = StaffCreationForm
    change_password_form = AdminPasswordChangeForm
    list_display = ("name", "username", "email", "role_label", "team_names", "capacity", "active")
    list_filter = (("role", ChoicesDropdownFilter), ("teams", RelatedFilter), "is_active")
    list_display_links = ("name", "username")
    ordering = ("first_name", "last_name", "username")
    filter_horizontal = ()
    inlines = (TeamInline,)
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        (
            _("Person"),
            {"fields": (("first_name", "last_name"), ("email", "language"), "display_name")},
        ),
        (
            _("Work"),
            {"fields": (("role", "capacity"), "chat_languages", ("is_active", "is_superuser"))},
        ),
        (_("Dates"), {"fields": (("last_login", "date_joined"),)}),
    )
    add_fieldsets = (
        (None, {"fields": ("username", "email", "usable_password", "password1", "password2")}),
    )
    rights = Rights(add=administrators, change=administrators)

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        staff: QuerySet[User] = super().get_queryset(request)
        return staff.prefetch_related("teams")

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> tuple[str, ...]:
        """Nobody locks the last door from outside: one's own rights are somebody else's to take."""
        own = ("role", "is_active", "is_superuser") if obj and obj.pk == request.user.pk else ()
        return ("last_login", "date_joined", *own)

    def get_inlines(self, request: HttpRequest, obj: User | None = None) -> Any:
        return self.inlines if obj else ()

    @admin.display(description=_("name"), ordering="first_name")
    def name(self, user: User) -> str:
        return user.get_full_name() or user.public_name

    @labelled(_("role"), "role", ROLE_COLOURS)
    def role_label(self, user: User) -> tuple[str, str]:
        return user.role, user.get_role_display()

    @admin.display(description=_("teams"))
    def team_names(self, user: User) -> str | None:
        return ", ".join(team.name for team in user.teams.all()) or None

    @admin.display(description=_("active"), boolean=True, ordering="is_active")
    def active(self, user: User) -> bool:
        return user.is_active
