"""Agents who have been there for long, and a second one."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from chat.models import Presence
from helpdesk.people.models import User
from tests.chat.conftest import MakeAgent


@pytest.fixture
def settled(agent: User) -> User:
    """An agent who has been online for long."""
    Presence.objects.update(since=timezone.now() - timedelta(hours=1))
    return agent


@pytest.fixture
def mikko(make_agent: MakeAgent) -> User:
    return make_agent("mikko")
