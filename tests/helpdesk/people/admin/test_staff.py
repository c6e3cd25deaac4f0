from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from helpdesk.people.models import User
from tests.roles import client_as, user_as

pytestmark = pytest.mark.django_db


def form_of(user: User, **changed: Any) -> dict[str, Any]:
    return {
        "username": user.username,
        "first_name": user.first_name,
        "last_name": user.last_name,
        "email": user.email,
        "language": "",
        "display_name": "",
        "role": user.role,
        "capacity": user.capacity,
        "is_active": "on",
        "memberships-TOTAL_FORMS": 0,
        "memberships-INITIAL_FORMS": 0,
        **changed,
    }


def test_an_administrator_makes_somebody_a_supervisor() -> None:
    colleague = user_as("agent")
    form = form_of(colleague, role="supervisor")

    client_as("superuser").post(f"/admin/people/user/{colleague.pk}/change/", form)

    colleague.refresh_from_db()
    assert colleague.role == "supervisor"


def test_administrators_cannot_take_their_own_rights() -> None:
    own = user_as("superuser")
    client = Client()
    client.force_login(own)
    form = form_of(own)
    del form["is_active"]

    client.post(f"/admin/people/user/{own.pk}/change/", form)

    own.refresh_from_db()
    assert (own.is_superuser, own.is_active) == (True, True)


def test_an_address_belongs_to_one_account_in_any_case() -> None:
    colleague = user_as("agent")
    form = form_of(colleague, email="SUPERUSER@desk.example")

    page = client_as("superuser").post(f"/admin/people/user/{colleague.pk}/change/", form)

    assert "This address belongs to somebody else already." in page.content.decode()


def test_a_new_account_can_sign_in_at_once() -> None:
    form = {
        "username": "liisa",
        "email": "liisa@desk.example",
        "usable_password": "true",
        "password1": "kolme-harmaata-kissaa",
        "password2": "kolme-harmaata-kissaa",
    }

    client_as("superuser").post("/admin/people/user/add/", form)

    assert Client().login(username="liisa", password="kolme-harmaata-kissaa")


def test_supervisors_see_staff_without_their_password() -> None:
    colleague = user_as("agent")

    page = client_as("supervisor").get(f"/admin/people/user/{colleague.pk}/change/")

    assert colleague.password not in page.content.decode()


def test_a_supervisor_cannot_set_a_password() -> None:
    colleague = user_as("agent")

    response = client_as("supervisor").post(f"/admin/people/user/{colleague.pk}/password/", {})

    assert response.status_code == 403
