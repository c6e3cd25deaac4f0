"""The admin's front door."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from unfold.sites import UnfoldAdminSite

from helpdesk.errors import NotAllowed
from helpdesk.people.permissions import sees_reports


def is_administrator(request: HttpRequest) -> bool:
    """Whether unfold's menu shows what only administrators may open."""
    return sees_reports(request.user) and request.user.is_superuser


class DeskAdminSite(UnfoldAdminSite):
    """Supervisors, managers and administrators come in, through the one login that there is.

    Django's own login form knows no second factor, and its `is_staff` says nothing here: the role
    decides.
    """

    index_title = _("Administration")
    index_template = "admin/desk_index.html"

    def has_permission(self, request: HttpRequest) -> bool:
        return sees_reports(request.user)

    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        wanted = request.GET.get("next") or "/admin/"
        if self.has_permission(request):
            return redirect("admin:index")
        if request.user.is_authenticated:
            raise NotAllowed(_("The administration is for supervisors and managers."))
        return redirect_to_login(wanted)

    def app_index(
        self, request: HttpRequest, app_label: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The front page says it better; breadcrumbs lead here."""
        return redirect("admin:index")

    def logout(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return redirect("account_logout", preserve_request=True)

    def password_change(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return redirect("account_change_password")
