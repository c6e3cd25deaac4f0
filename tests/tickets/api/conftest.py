"""A machine that speaks to the API as one agent."""

from __future__ import annotations

import pytest
from rest_framework.test import APIClient

from helpdesk.people.models import User


@pytest.fixture
def api(agent: User) -> APIClient:
    client = APIClient()
    client.force_authenticate(agent)
    return client
