"""How people may sign in here: by the organisation's provider, by passwords, with what besides."""

from __future__ import annotations

from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest

from helpdesk.people.models import User

STRONG = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
"""Recovery codes alone are no second factor: they stand in for one."""


def provider() -> dict[str, Any]:
    """What the environment says of the organisation's provider (`settings.OIDC`)."""
    said: dict[str, Any] = settings.OIDC
    return said


def by_provider() -> bool:
    """Whether people may sign in with the organisation's account."""
    return bool(provider()["server_url"] and provider()["client_id"])


def by_password() -> bool:
    """Whether passwords open anything. Without a provider they always do."""
    return not (by_provider() and provider()["only"])


def came_by_provider(request: HttpRequest, user: User | None) -> bool:
    """Whether this session was opened by the provider; it asks for the second factor itself."""
    return _was_opened(request, user, "socialaccount")


def has_second_factor(user: User) -> bool:
    return bool(is_mfa_enabled(user, STRONG))


def owes_second_factor(request: HttpRequest, user: User) -> bool:
    """Whether this session must not go on without a second factor.

    It needs nothing but `request.session`. A session that knew only the password stays one when the
    account gets its second factor elsewhere.
    """
    if not settings.REQUIRE_SECOND_FACTOR or came_by_provider(request, user):
        return False
    return not (_was_opened(request, user, "mfa") and has_second_factor(user))


def _was_opened(request: HttpRequest, user: User | None, method: str) -> bool:
    return any(record["method"] == method for record in get_authentication_records(request, user))
