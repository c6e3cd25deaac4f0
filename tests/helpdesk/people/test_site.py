from __future__ import annotations

import pytest
from django.test import Client

from helpdesk.people.models import User
from tests.roles import client_as, user_as

pytestmark = pytest.mark.django_db


def test_strangers_are_led_to_the_one_login_and_back() -> None:
    first = Client().get("/admin/tickets/ticket/?q=vpn")
    second = Client().get(first.headers["Location"])

    assert first.headers["Location"] == "/admin/login/?next=/admin/tickets/ticket/%3Fq%3Dvpn"
    assert second.headers["Location"] == "/accounts/login/?next=/admin/tickets/ticket/%3Fq%3Dvpn"


def test_the_admin_takes_no_passwords_itself() -> None:
    user_as("superuser").set_password("secret")

    response = Client().post("/admin/login/", {"username": "the-superuser", "password": "secret"})

    assert response.headers["Location"] == "/accounts/login/?next=/admin/"


def test_agents_are_told_that_it_is_not_for_them() -> None:
    response = client_as("agent").get("/admin/", follow=True)

    assert response.status_code == 403
    assert "The administration is for supervisors and managers." in response.content.decode()


def test_the_flag_is_staff_opens_nothing() -> None:
    client = client_as("agent")
    User.objects.update(is_staff=True)

    assert client.get("/admin/", follow=True).status_code == 403


def test_whoever_has_left_does_not_come_in() -> None:
    client = client_as("supervisor")
    User.objects.update(is_active=False)

    response = client.get("/admin/")

    assert response.headers["Location"] == "/admin/login/?next=/admin/"


def test_supervisors_come_in_without_any_of_djangos_permissions() -> None:
    assert client_as("supervisor").get("/admin/").status_code == 200


def test_whoever_is_in_needs_no_login() -> None:
    response = client_as("supervisor").get("/admin/login/")

    assert response.headers["Location"] == "/admin/"


@pytest.mark.parametrize(
    ("asked", "leads_to"),
    [
        ("/admin/password_change/", "/accounts/password/change/"),
        ("/admin/tickets/", "/admin/"),
        ("/admin/knox/", "/admin/"),
    ],
)
def test_pages_that_others_do_better_lead_there(asked: str, leads_to: str) -> None:
    assert client_as("superuser").get(asked).headers["Location"] == leads_to


def test_leaving_the_admin_ends_the_session() -> None:
    client = client_as("supervisor")

    client.post("/admin/logout/", follow=True)

    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(("role", "shown"), [("supervisor", False), ("superuser", True)])
def test_the_menu_offers_tokens_to_administrators_only(role: str, shown: bool) -> None:
    page = client_as(role).get("/admin/").content.decode()

    assert ("/admin/knox/authtoken/" in page) is shown


def test_the_menu_leads_out_of_the_admin_too() -> None:
    page = client_as("supervisor").get("/admin/").content.decode()

    assert [link for link in ('"/console/"', '"/reports/"', '"/api/v1/"') if link in page] == [
        '"/console/"',
        '"/reports/"',
        '"/api/v1/"',
    ]


@pytest.mark.parametrize(("role", "shown"), [("agent", False), ("supervisor", True)])
def test_staff_pages_lead_to_the_admin_whoever_may_enter(role: str, shown: bool) -> None:
    page = client_as(role).get("/tickets/").content.decode()

    assert ('href="/admin/"' in page) is shown
