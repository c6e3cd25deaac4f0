"""People who look at reports."""

import pytest
from django.test import Client
from rest_framework.test import APIClient

from helpdesk.people.choices import Role
from helpdesk.people.models import User


@pytest.fixture
def manager() -> User:
    return User.objects.create_user("matti", role=Role.MANAGER)


@pytest.fixture
def pages(client: Client, manager: User) -> Client:
    """A manager's browser."""
    client.force_login(manager)
    return client


@pytest.fixture
def api(manager: User) -> APIClient:
    client = APIClient()
    client.force_authenticate(manager)
    return client
