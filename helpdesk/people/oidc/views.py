"""The way to the provider, the way back, and the way out."""

from __future__ import annotations

from functools import wraps
from urllib.parse import urlencode

from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import (
    OAuth2CallbackView,
    OAuth2LoginView,
    OAuth2View,
)
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET
from requests import RequestException

from helpdesk.errors import NotFound
from helpdesk.people import signing
from helpdesk.people.oidc.adapter import failed_page
from helpdesk.people.oidc.exchange import StaffOAuth2Adapter
from helpdesk.people.oidc.limits import take_turn
from helpdesk.people.oidc.provider import PROVIDER_ID
from helpdesk.people.permissions import View


def with_provider(view: View) -> View:
    """Where no provider is configured there is no such page; nothing of it is kept by browsers."""

    @wraps(view)
    def guarded(request: HttpRequest) -> HttpResponse:
        if not signing.by_provider():
            raise NotFound
        return view(request)  # type: ignore[return-value]  # none of them streams

    return never_cache(require_GET(guarded))


@with_provider
def login(request: HttpRequest) -> HttpResponse:
    """Off to the provider. A link leads here, since a form may lead to our own pages only (CSP)."""
    if not isinstance(request.user, AnonymousUser):
        return redirect(settings.LOGIN_REDIRECT_URL)
    take_turn(request)
    return _carried_out(OAuth2LoginView, request)


@with_provider
def callback(request: HttpRequest) -> HttpResponse:
    """Back from the provider. Without the state of this browser's session nothing is asked."""
    return _carried_out(OAuth2CallbackView, request)


def _carried_out(step: type[OAuth2View], request: HttpRequest) -> HttpResponse:
    try:
        answer: HttpResponse = step.adapter_view(StaffOAuth2Adapter(request, PROVIDER_ID))(request)
    except (OAuth2Error, RequestException) as error:
        return failed_page(request, exception=error)
    return answer


@with_provider
def signed_out(request: HttpRequest) -> HttpResponse:
    """Signed out here: at the provider one still is, and may end that too."""
    take_turn(request)  # it asks the provider, and is open to everybody
    return render(
        request, "socialaccount/signed_out.html", {"end_there": _end_session_url(request)}
    )


def _end_session_url(request: HttpRequest) -> str:
    try:
        config = StaffOAuth2Adapter(request, PROVIDER_ID).openid_config
    except (OAuth2Error, RequestException):
        return ""
    endpoint = config.get("end_session_endpoint")
    client = urlencode({"client_id": signing.provider()["client_id"]})
    return f"{endpoint}{'&' if '?' in endpoint else '?'}{client}" if endpoint else ""
