"""A provider that answers, a desk that knows it, and a member of staff."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from pytest_django import Settings

from helpdesk.people.models import User
from tests.helpdesk.people.oidc.server import CLIENT_ID, CLIENT_SECRET, Provider, serving
from tests.helpdesk.people.oidc.walk import EMAIL


@pytest.fixture(scope="module")
def server() -> Iterator[Provider]:
    with serving() as provider:
        yield provider


@pytest.fixture
def provider(server: Provider, settings: Settings) -> Provider:
    """Aino is signed in there, and her address is verified."""
    vars(server).update(vars(Provider(url=server.url)))
    server.claims = {"email": EMAIL, "email_verified": True, "given_name": "Aino"}
    settings.OIDC = {
        **settings.OIDC,
        "server_url": server.url,
        "client_id": CLIENT_ID,
        "client_secret": CLIENT_SECRET,
        "name": "Uni account",
    }
    cache.clear()
    return server


@pytest.fixture
def aino() -> User:
    return User.objects.create_user("aino", EMAIL.title(), "aino-secret", first_name="Aino")
