"""The address by which a provider finds an account is the administrator's to give."""

from __future__ import annotations

import pytest
from django.test import Client

from helpdesk.people.models import User

pytestmark = pytest.mark.django_db


def test_nobody_takes_the_address_of_a_colleague_who_has_no_account_yet(client: Client) -> None:
    aino = User.objects.create_user("aino", "aino@example.org", "x")
    client.force_login(aino)

    steps = ("action_add", "action_primary")
    answers = [
        client.post("/accounts/email/", {step: "", "email": "new@example.org"}) for step in steps
    ]

    aino.refresh_from_db()
    assert aino.email == "aino@example.org"
    assert [answer.status_code for answer in answers] == [404, 404]
