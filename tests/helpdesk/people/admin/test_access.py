from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from knox.models import AuthToken

from tests.admin_objects import make_user
from tests.roles import client_as

pytestmark = pytest.mark.django_db


def test_a_token_that_is_deleted_opens_nothing_any_more() -> None:
    stored, token = AuthToken.objects.create(user=make_user(1), expiry=timedelta(days=1))
    machine = Client(headers={"Authorization": f"Token {token}"})
    before = machine.get("/api/v1/topics/").status_code

    client_as("superuser").post(f"/admin/knox/authtoken/{stored.pk}/delete/", {"post": "yes"})

    assert (before, machine.get("/api/v1/topics/").status_code) == (200, 401)


def test_the_list_names_no_more_than_the_beginning_of_a_token() -> None:
    _, token = AuthToken.objects.create(user=make_user(1), expiry=timedelta(days=1))

    page = client_as("superuser").get("/admin/knox/authtoken/").content.decode()

    assert (token[:15] in page, token in page) == (True, False)
