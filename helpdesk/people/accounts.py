"""Accounts are for staff and are made by the administrator: nobody signs up."""

from __future__ import annotations

import time
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa.stages import AuthenticateStage
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.utils.translation import gettext_lazy as _

from helpdesk.people import signing
from helpdesk.people.models import User

ASKS_SECOND_FACTOR = "allauth.mfa.stages.AuthenticateStage"


class SecondFactorStage(AuthenticateStage):
    """Asks for the second factor, unless the organisation's provider has."""

    def handle(self) -> tuple[HttpResponse | None, bool]:
        if signing.came_by_provider(self.request, self.login.user):
            return None, True
        asked: tuple[HttpResponse | None, bool] = super().handle()
        return asked


class StaffAccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """The one place that all passwords come through: pages and API."""
        if not signing.by_password():
            raise ValidationError(_("Passwords are switched off here."), code="passwords_off")
        super().pre_authenticate(request, **credentials)

    def get_login_stages(self) -> list[str]:
        ours = f"{SecondFactorStage.__module__}.{SecondFactorStage.__qualname__}"
        stages: list[str] = super().get_login_stages()
        return [ours if stage == ASKS_SECOND_FACTOR else stage for stage in stages]

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Whoever has only just come in has shown who they are; all of it, with both steps."""
        records = get_authentication_records(self.request, self.request.user)
        came = max((record["at"] for record in records), default=0.0)
        if time.time() - came < app_settings.REAUTHENTICATION_TIMEOUT:
            return False
        return bool(super().is_reauthentication_required(app=app, **kwargs))

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        """Whoever came by the provider is told that they are still signed in there."""
        if isinstance(request.user, User) and signing.came_by_provider(request, request.user):
            return resolve_url("oidc_signed_out")
        url: str = super().get_logout_redirect_url(request)
        return url

    def post_login(self, request: HttpRequest, user: User, **particulars: Any) -> HttpResponse:
        """Who has a language of their own reads it from here on; a click in the browser wins."""
        response: HttpResponse = super().post_login(request, user, **particulars)
        cookie = settings.LANGUAGE_COOKIE_NAME
        if user.language and cookie not in request.COOKIES:
            response.set_cookie(cookie, user.language, samesite="Lax")
        return response
