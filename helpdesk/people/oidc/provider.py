"""The organisation's provider, as allauth finds it."""

from __future__ import annotations

from typing import Any

from allauth.account.utils import get_next_redirect_url
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.base import AuthProcess
from allauth.socialaccount.providers.oauth2.utils import generate_code_challenge
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from django.http import HttpRequest

from helpdesk.people import signing
from helpdesk.people.oidc.exchange import StaffOAuth2Adapter
from helpdesk.people.oidc.identity import Identity, identity_of
from helpdesk.people.oidc.tokens import nonce_of

PROVIDER_ID = "organisation"


def configured_app() -> SocialApp:
    """What the environment says, as allauth wants it; nothing of it is in the database."""
    said = signing.provider()
    return SocialApp(
        provider=StaffProvider.id,
        provider_id=PROVIDER_ID,
        name=str(said["name"]),
        client_id=said["client_id"],
        secret=said["client_secret"],
        settings={"server_url": said["server_url"].rstrip("/"), "scope": said["scope"]},
    )


class StaffProvider(OpenIDConnectProvider):
    """A sign-in proves itself by state, PKCE and nonce, whatever the provider asks for."""

    oauth2_adapter_class = StaffOAuth2Adapter

    def get_redirect_from_request_kwargs(self, request: HttpRequest) -> dict[str, Any]:
        """Of an address only where to go afterwards is heard: no scopes, no other process."""
        return {"process": AuthProcess.LOGIN, "next_url": get_next_redirect_url(request)}

    def get_pkce_params(self) -> dict[str, Any]:
        challenge = generate_code_challenge()
        return {**challenge, "nonce": nonce_of(challenge["code_verifier"])}

    def extract_uid(self, data: dict[str, Any]) -> str:
        return identity(data).uid

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        """Enough for an administrator to see who is linked: no names, no addresses."""
        found = identity(data)
        return {"issuer": found.issuer, "subject": found.subject}

    def extract_common_fields(self, data: dict[str, Any]) -> dict[str, Any]:
        return {}

    def extract_email_addresses(self, data: dict[str, Any]) -> list[Any]:
        """None by which allauth could find an account: that is `actions.admit`'s to judge."""
        return []

    def sociallogin_from_response(self, request: HttpRequest, response: dict[str, Any]) -> Any:
        login = super().sociallogin_from_response(request, response)
        login.identity = identity(response)
        return login


def identity(data: dict[str, Any]) -> Identity:
    said = signing.provider()
    return identity_of(
        data["id_token"],
        data["userinfo"],
        email_claim=said["email_claim"],
        trusts_email=said["trust_email"],
        required=said["required_claim"],
    )


provider_classes = [StaffProvider]
