"""Who reads what people wrote."""

import pytest
from django.contrib.auth.models import AnonymousUser

from helpdesk.people.choices import Role
from helpdesk.people.models import User
from helpdesk.people.permissions import reads_contacts


@pytest.mark.parametrize("role", Role.values)
def test_everybody_who_works_here_reads_contacts(role: str) -> None:
    assert reads_contacts(User(username="anna", role=role))


@pytest.mark.parametrize("person", [None, AnonymousUser(), User(username="left", is_active=False)])
def test_nobody_else_does(person: User | AnonymousUser | None) -> None:
    assert not reads_contacts(person)
