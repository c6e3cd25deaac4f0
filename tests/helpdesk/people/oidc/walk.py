"""The way of a browser to the provider and back."""

from __future__ import annotations

from typing import Any

import requests
from django.http import HttpResponse
from django.test import Client

from helpdesk.people.models import User
from tests.helpdesk.people.oidc.server import Provider, query_of

LOGIN, CALLBACK = "/accounts/oidc/login/", "/accounts/oidc/callback/"
EMAIL = "aino.virtanen@uni.example"


def sign_in(client: Client, provider: Provider, *, wanted: str = "") -> Any:
    """Through the provider and back."""
    away = client.get(LOGIN, {"next": wanted} if wanted else {})
    assert away["Location"].startswith(f"{provider.url}/authorize?")
    return client.get(CALLBACK, sent_back(away["Location"]))


def sent_back(to_provider: str) -> dict[str, str]:
    """What the provider sends a browser back with that it was sent this way."""
    answer = requests.get(to_provider, allow_redirects=False, timeout=5)
    return query_of(answer.headers["Location"])


def who(client: Client) -> str | None:
    pk = client.session.get("_auth_user_id")
    return None if pk is None else User.objects.get(pk=pk).username


def outcome(client: Client, answer: HttpResponse) -> tuple[str | None, int]:
    return who(client), answer.status_code
