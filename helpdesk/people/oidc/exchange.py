"""What is asked of the provider over HTTP, and what is believed of its answers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import Any

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialApp, SocialLogin, SocialToken
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.http import HttpRequest
from django.urls import reverse

from helpdesk.people.oidc.tokens import nonce_of, verified_claims

ENDPOINTS = ("issuer", "authorization_endpoint", "token_endpoint", "jwks_uri")


@contextmanager
def sound_answers() -> Iterator[None]:
    """An answer that is not of the agreed shape is a failed sign-in, not a fault of ours."""
    try:
        yield
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise OAuth2Error("the provider's answer makes no sense") from error


class StaffOAuth2Adapter(OpenIDConnectOAuth2Adapter):
    """allauth's exchange, with the nonce and the signature checked, and its address our own."""

    nonce = ""

    @cached_property
    def openid_config(self) -> dict[str, Any]:
        with sound_answers():
            config: dict[str, Any] = super().openid_config
            if not all(isinstance(config.get(name), str) for name in ENDPOINTS):
                raise OAuth2Error("the provider does not tell its addresses")
        return config

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:
        return request.build_absolute_uri(reverse("oidc_callback"))

    def get_access_token_data(
        self, request: HttpRequest, app: SocialApp, client: Any, pkce_code_verifier: Any = None
    ) -> dict[str, Any]:
        with sound_answers():
            self.nonce = nonce_of(pkce_code_verifier)
            data: dict[str, Any] = super().get_access_token_data(
                request, app, client, pkce_code_verifier=pkce_code_verifier
            )
        return data

    def parse_token(self, data: dict[str, Any]) -> SocialToken:
        """Asked once for who this is, and never kept."""
        with sound_answers():
            return SocialToken(token=data["access_token"])

    def complete_login(
        self, request: HttpRequest, app: SocialApp, token: SocialToken, **kwargs: Any
    ) -> SocialLogin:
        with sound_answers():
            claims = verified_claims(
                kwargs["response"]["id_token"],
                keys=self._get(self.openid_config["jwks_uri"]),
                issuer=self.openid_config["issuer"],
                client_id=app.client_id,
                nonce=self.nonce,
            )
            told = self._told_besides(token)
            if told.get("sub", claims["sub"]) != claims["sub"]:
                raise OAuth2Error("the provider tells of somebody else")
            answer = {"id_token": claims, "userinfo": told}
            return self.get_provider().sociallogin_from_response(request, answer)

    def _told_besides(self, token: SocialToken) -> dict[str, Any]:
        if "userinfo_endpoint" not in self.openid_config:
            return {}
        bearer = {"Authorization": f"Bearer {token.token}"}
        return self._get(self.openid_config["userinfo_endpoint"], headers=bearer)

    def _get(self, url: str, **options: Any) -> dict[str, Any]:
        with get_adapter().get_requests_session() as session:
            answer = session.get(url, **options)
            answer.raise_for_status()
            found: dict[str, Any] = answer.json()
        return found
