"""Clients of each kind of person, for tests that ask who may do what."""

from __future__ import annotations

from django.test import Client

from helpdesk.people.models import User

ROLES = ("anonymous", "agent", "supervisor", "manager", "superuser")


def user_as(role: str) -> User:
    """A member of staff of this role. The superuser is an agent by role."""
    return User.objects.create_user(
        f"the-{role}",
        f"{role}@desk.example",
        role="agent" if role == "superuser" else role,
        is_superuser=role == "superuser",
        first_name=role.title(),
    )


def client_as(role: str) -> Client:
    client = Client()
    if role != "anonymous":
        client.force_login(user_as(role))
    return client
