"""Before any other page: whoever needs a second factor sets one up, or shows it.

And where passwords are switched off, the pages about them are not there.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from helpdesk.errors import NotAllowed
from helpdesk.people import signing
from helpdesk.people.permissions import is_staff_member, staff_of

ON_THE_WAY = frozenset(
    {
        "account_login",
        "account_logout",
        "account_reauthenticate",
        "mfa_activate_totp",
        "mfa_reauthenticate",
        "set_language",
        "healthz",
        "readyz",
    }
)
ABOUT_PASSWORDS = frozenset(
    {
        "account_change_password",
        "account_set_password",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key",
        "account_reset_password_from_key_done",
    }
)


class SecondFactorMiddleware:
    """Stands before every page that Django serves; sockets ask `signing` themselves."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        name = request.resolver_match.url_name if request.resolver_match else None
        if name in ABOUT_PASSWORDS and not signing.by_password():
            return redirect("account_login")
        if name in ON_THE_WAY or not is_staff_member(request.user):
            return None
        if not signing.owes_second_factor(request, request.user):
            return None
        return _led_there(request)


def _led_there(request: HttpRequest) -> HttpResponse:
    """A person who opens a page is led to what is missing; everything else is refused."""
    refusal = NotAllowed(_("This needs a second factor. Set one up first."), code="second_factor")
    asks_json = "application/json" in request.headers.get("Accept", "")
    if request.path.startswith("/api/") or asks_json:
        said = {"code": refusal.code, "message": str(refusal.message)}
        return JsonResponse(said, status=403)
    if request.method != "GET":
        return render(request, "refused.html", {"error": refusal}, status=403)
    if signing.has_second_factor(staff_of(request)):
        onwards = urlencode({"next": request.get_full_path()})
        return redirect(f"{reverse('mfa_reauthenticate')}?{onwards}")
    return redirect("mfa_activate_totp")


@receiver(authenticator_added)
def remember_in_session(
    sender: Any, request: HttpRequest, authenticator: Authenticator, **rest: Any
) -> None:
    """Whoever sets one up has shown it by that."""
    if authenticator.type in signing.STRONG:
        record_authentication(
            request, request.user, "mfa", id=authenticator.pk, type=authenticator.type
        )
