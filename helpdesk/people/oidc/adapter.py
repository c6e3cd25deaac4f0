"""Where allauth's flow asks us: which provider there is, who comes in, and what is said if not."""

from __future__ import annotations

import logging
from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp, SocialLogin
from allauth.socialaccount.providers.base import AuthError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from requests import RequestException

from helpdesk.errors import DomainError, NotAllowed, Unavailable
from helpdesk.people import signing
from helpdesk.people.actions.sign_in import admit
from helpdesk.people.oidc.provider import configured_app

logger = logging.getLogger(__name__)


class StaffSocialAccountAdapter(DefaultSocialAccountAdapter):
    def list_apps(
        self, request: HttpRequest, provider: str | None = None, client_id: str | None = None
    ) -> list[SocialApp]:
        """The one that the environment names, if it does."""
        app = configured_app()
        named = {None, app.provider, app.provider_id}
        fits = provider in named and client_id in {None, app.client_id}
        return [app] if signing.by_provider() and fits else []

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Whoever the provider vouches for comes in as a member of staff, or not at all."""
        try:
            sociallogin.account = admit(sociallogin.identity, provider=sociallogin.account.provider)
        except DomainError as refusal:
            logger.info("sign-in by the provider refused: %s", refusal.code)
            raise ImmediateHttpResponse(refused_page(request, refusal)) from None
        sociallogin.user = sociallogin.account.user

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Accounts are made by `admit` alone."""
        return False

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: Any = None,
        exception: Exception | None = None,
        extra_context: Any = None,
    ) -> None:
        raise ImmediateHttpResponse(failed_page(request, error=error, exception=exception))


def failed_page(
    request: HttpRequest, *, error: Any = None, exception: Exception | None = None
) -> HttpResponse:
    """What went wrong between us and the provider. Its words stay in neither log nor page."""
    logger.warning("sign-in by the provider failed: %s", type(exception).__name__)
    return refused_page(request, _failure(error, exception))


def _failure(error: Any, exception: Exception | None) -> DomainError:
    if error == AuthError.CANCELLED:
        return NotAllowed(_("You stopped before you were signed in."), code="cancelled")
    if isinstance(exception, RequestException):
        return Unavailable(
            _("The sign-in of your organisation does not answer. Wait a little and try again."),
        )
    return NotAllowed(
        _("The sign-in did not come to its end, or took too long. Please begin again."),
        code="failed",
    )


def refused_page(request: HttpRequest, refusal: DomainError) -> HttpResponse:
    return render(
        request,
        "socialaccount/authentication_error.html",
        {"refusal": refusal},
        status=refusal.status,
    )
