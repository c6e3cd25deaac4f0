"""What is wrong with the settings of the sign-in, said before anybody is locked out or let in."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.core.checks import CheckMessage, Error, Warning, register

from helpdesk.people.signing import by_provider, provider

TAG = "sign_in"
LOOPBACK = {"localhost", "127.0.0.1", "::1"}


@register(TAG)
def check_provider(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    said = provider()
    found: list[CheckMessage] = []
    if bool(said["server_url"]) != bool(said["client_id"]):
        found.append(Error("OIDC_SERVER_URL and OIDC_CLIENT_ID need each other.", id="oidc.E001"))
    if by_provider() and not _is_safe(said["server_url"]):
        found.append(Error("OIDC_SERVER_URL must begin with https://.", id="oidc.E002"))
    if said["only"] and not by_provider():
        found.append(Error("OIDC_ONLY without a provider: passwords stay on.", id="oidc.E003"))
    if said["create"] and not said["required_claim"]:
        everybody = "OIDC_CREATE without OIDC_REQUIRED_CLAIM: whoever the provider lets through"
        found.append(Warning(f"{everybody} becomes an agent and reads all.", id="oidc.W001"))
    if said["required_claim"] and not all(said["required_claim"].partition("=")):
        found.append(Error("OIDC_REQUIRED_CLAIM is written name=value.", id="oidc.E004"))
    return found


def _is_safe(url: str) -> bool:
    """Keys that come without TLS prove nothing; on the machine itself nobody is in between."""
    parts = urlsplit(url)
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)
