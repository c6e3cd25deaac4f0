"""Who can log in to the demo. Needs no Django, so that the supervisor process can print it."""

from __future__ import annotations

import os
from typing import NamedTuple


class Login(NamedTuple):
    """`role` is a value of `people.choices.Role`, or "admin" for the superuser."""

    username: str
    password: str
    role: str
    name: str


_PEOPLE = (
    ("anna", "agent", "Anna Korhonen"),
    ("mikko", "agent", "Mikko Nieminen"),
    ("sanna", "agent", "Sanna Heikkilä"),
    ("juha", "agent", "Juha Lindqvist"),
    ("elina", "agent", "Elina Rantanen"),
    ("petri", "agent", "Petri Salonen"),
    ("sari", "supervisor", "Sari Mäkelä"),
    ("matti", "manager", "Matti Laaksonen"),
    ("admin", "admin", "Outi Admin"),
)


def logins() -> list[Login]:
    """Everybody's password is `DEMO_PASSWORD` where that is set, else "demo-<username>"."""
    common = os.environ.get("DEMO_PASSWORD", "")
    return [
        Login(username, common or f"demo-{username}", role, name)
        for username, role, name in _PEOPLE
    ]


LOGINS = logins()
