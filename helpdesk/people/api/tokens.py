"""How a machine comes in: a token for an account, by its password or by a session.

Wrong passwords count together with those of the login page (allauth's `login_failed` limit): by
account, and by address so high that a campus behind one address does not feel it.
"""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiResponse, extend_schema
from knox import views as knox
from knox.models import AuthToken
from knox.settings import knox_settings
from rest_framework import serializers
from rest_framework.authentication import SessionAuthentication
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from helpdesk.api import Moment, RefusedSerializer
from helpdesk.errors import DomainError, NotAllowed
from helpdesk.people import signing
from helpdesk.people.models import User
from helpdesk.people.permissions import IsStaffMember, is_staff_member, staff_of


class TooManyAttempts(DomainError):
    code = "too_many_attempts"
    status = 429
    retry = True


class CredentialsSerializer(serializers.Serializer[Any]):
    username = serializers.CharField(max_length=254, help_text=_("User name or e-mail address."))
    password = serializers.CharField(max_length=128, style={"input_type": "password"})


class TokenSerializer(serializers.Serializer[Any]):
    token = serializers.CharField(help_text=_("Shown once. Send it as `Authorization: Token …`."))
    expiry = Moment(help_text=_("Each use moves it on."))


def _answer(user: User) -> Response:
    stored, token = AuthToken.objects.create(user=user, expiry=knox_settings.TOKEN_TTL)
    return Response(TokenSerializer({"token": token, "expiry": stored.expiry}).data, status=201)


def _authenticated(request: Request, username: str, password: str) -> User:
    if not signing.by_password():
        raise NotAllowed(
            _("Passwords are switched off here: sign in in a browser and make a token there."),
            code="passwords_off",
        )
    method = "email" if "@" in username else "username"
    try:
        user = get_adapter().authenticate(
            request._request, **{method: username, "password": password}
        )
    except ValidationError:
        raise TooManyAttempts(_("Too many wrong passwords. Wait five minutes.")) from None
    if not is_staff_member(user):
        raise NotAllowed(_("User name and password do not belong together."), code="wrong_password")
    if is_mfa_enabled(user) or settings.REQUIRE_SECOND_FACTOR:
        raise NotAllowed(
            _("This account has a second factor: sign in in a browser and make a token there.")
            if is_mfa_enabled(user)
            else _("A password alone is not enough: sign in in a browser and make a token there."),
            code="second_factor",
        )
    return user


class LoginView(APIView):
    """A token for user name and password."""

    authentication_classes = ()
    permission_classes = (AllowAny,)

    @extend_schema(
        request=CredentialsSerializer,
        responses={
            201: TokenSerializer,
            403: OpenApiResponse(
                RefusedSerializer, _("`wrong_password`, `second_factor` or `passwords_off`")
            ),
            429: OpenApiResponse(RefusedSerializer, _("`too_many_attempts`")),
        },
    )
    def post(self, request: Request) -> Response:
        given = CredentialsSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        return _answer(_authenticated(request, **given.validated_data))


class TokensView(APIView):
    """A token for whoever is signed in with a browser; tokens do not breed tokens."""

    authentication_classes = (SessionAuthentication,)
    permission_classes = (IsStaffMember,)

    @extend_schema(request=None, responses={201: TokenSerializer})
    def post(self, request: Request) -> Response:
        return _answer(staff_of(request))


@extend_schema(request=None, responses={204: None})
class LogoutView(knox.LogoutView):
    """Ends the token that is sent."""


@extend_schema(request=None, responses={204: None})
class LogoutAllView(knox.LogoutAllView):
    """Ends all tokens of the account whose token is sent."""
