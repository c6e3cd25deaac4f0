from __future__ import annotations

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client
from knox.models import AuthToken

from helpdesk.people.models import User

pytestmark = pytest.mark.django_db
PASSWORD = "kolme-harmaata-kissaa"


@pytest.fixture(autouse=True)
def _nobody_tried_before() -> None:
    cache.clear()


@pytest.fixture
def user() -> User:
    return User.objects.create_user("mailgate", "mailgate@desk.example", PASSWORD)


def login(username: str, password: str = PASSWORD) -> Any:
    credentials = {"username": username, "password": password}
    return Client().post("/api/v1/auth/login/", credentials, content_type="application/json")


def machine(token: str) -> Client:
    return Client(headers={"Authorization": f"Token {token}"})


@pytest.mark.parametrize("name", ["mailgate", "MAILGATE@desk.example"])
def test_a_machine_comes_in_by_name_or_address(user: User, name: str) -> None:
    answer = login(name)

    assert answer.status_code == 201
    assert machine(answer.json()["token"]).get("/api/v1/tickets/").status_code == 200


@pytest.mark.parametrize("name", ["mailgate", "nobody"])
def test_a_wrong_password_and_an_unknown_name_are_refused_alike(user: User, name: str) -> None:
    answer = login(name, "wrong")

    assert (answer.status_code, answer.json()["code"]) == (403, "wrong_password")
    assert AuthToken.objects.count() == 0


def test_whoever_has_left_gets_no_token(user: User) -> None:
    User.objects.update(is_active=False)

    assert login("mailgate").json()["code"] == "wrong_password"


def test_guessing_is_stopped_for_the_account_and_for_it_alone(user: User) -> None:
    User.objects.create_user("other", "other@desk.example", PASSWORD)
    for _ in range(5):
        login("mailgate", "wrong")

    stopped, neighbour = login("mailgate"), login("other")

    assert (stopped.status_code, stopped.json()["code"]) == (429, "too_many_attempts")
    assert neighbour.status_code == 201


def test_a_second_factor_is_not_passed_by_with_a_password(user: User) -> None:
    Authenticator.objects.create(user=user, type="totp", data={})

    answer = login("mailgate")

    assert (answer.status_code, answer.json()["code"]) == (403, "second_factor")


def test_who_is_signed_in_with_a_browser_makes_a_token_there(user: User) -> None:
    browser = Client()
    browser.force_login(user)

    answer = browser.post("/api/v1/auth/tokens/")

    assert answer.status_code == 201
    assert machine(answer.json()["token"]).get("/api/v1/tickets/").status_code == 200


def test_tokens_do_not_breed_tokens(user: User) -> None:
    token = login("mailgate").json()["token"]

    assert machine(token).post("/api/v1/auth/tokens/").status_code == 403


def test_logging_out_ends_one_token(user: User) -> None:
    first, second = (login("mailgate").json()["token"] for _ in range(2))

    ended = machine(first).post("/api/v1/auth/logout/")

    assert ended.status_code == 204
    assert machine(first).get("/api/v1/tickets/").status_code == 401
    assert machine(second).get("/api/v1/tickets/").status_code == 200


def test_logging_out_everywhere_ends_all(user: User) -> None:
    first, second = (login("mailgate").json()["token"] for _ in range(2))

    machine(first).post("/api/v1/auth/logoutall/")

    assert machine(second).get("/api/v1/tickets/").status_code == 401


def test_tokens_are_not_stored_as_they_are(user: User) -> None:
    token = login("mailgate").json()["token"]

    assert token not in (AuthToken.objects.get().digest, AuthToken.objects.get().token_key)


@pytest.mark.parametrize("sent", [{}, {"username": "mailgate"}, {"password": "x"}])
def test_half_a_pair_is_refused(sent: dict[str, str]) -> None:
    answer = Client().post("/api/v1/auth/login/", sent, content_type="application/json")

    assert answer.status_code == 400
