"""Where passwords alone are not enough, and where they open nothing at all."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.contrib.sessions.backends.db import SessionStore
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings

from chat.consumers import AgentSocket
from helpdesk.people.models import User

pytestmark = pytest.mark.django_db
PASSWORD = "kolme-harmaata-kissaa"
SET_UP, SHOW = "/accounts/2fa/totp/activate/", "/accounts/2fa/reauthenticate/"


@pytest.fixture(autouse=True)
def _required(settings: Settings) -> None:
    settings.REQUIRE_SECOND_FACTOR = True
    cache.clear()


@pytest.fixture
def user() -> User:
    return User.objects.create_user("aino", "aino@desk.example", PASSWORD)


def sign_in(client: Client, **more: str) -> Any:
    return client.post("/accounts/login/", {"login": "aino", "password": PASSWORD, **more})


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def set_up(client: Client) -> Any:
    client.get(SET_UP)
    code = code_of(client.session["mfa.totp.secret"])
    return client.post(SET_UP, {"code": code})


def socket_user(client: Client) -> User | None:
    """Whom a console would take the session for."""
    session = SessionStore(client.session.session_key)
    return AgentSocket._find_user(SimpleNamespace(scope={"session": session}))  # type: ignore[arg-type,no-any-return]  # the socket itself needs a loop


def test_whoever_has_no_second_factor_sets_one_up_before_any_other_page(
    client: Client, user: User
) -> None:
    sign_in(client)

    pages = ["/console/", "/tickets/", "/reports/", "/accounts/2fa/", "/chat/"]
    assert [client.get(page)["Location"] for page in pages] == [SET_UP] * 5
    assert client.get(SET_UP).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_what_is_set_up_opens_the_rest_at_once(client: Client, user: User) -> None:
    sign_in(client)

    led = set_up(client)

    assert led["Location"] == "/accounts/2fa/recovery-codes/"
    assert client.get(led["Location"]).status_code == 200
    assert client.get("/console/").status_code == 200
    assert socket_user(client) == user


def test_until_then_neither_api_nor_forms_nor_sockets_take_anything(
    client: Client, user: User
) -> None:
    sign_in(client)

    answers = [
        client.get("/api/v1/tickets/"),
        client.post("/api/v1/auth/tokens/"),
        client.post("/reports/saved/"),
    ]

    assert [answer.status_code for answer in answers] == [403, 403, 403]
    assert answers[0].json()["code"] == "second_factor"
    assert socket_user(client) is None


def test_a_session_that_knew_only_the_password_stays_out_when_another_sets_one_up(
    client: Client, user: User
) -> None:
    stolen = Client()
    sign_in(stolen)
    sign_in(client)
    set_up(client)

    assert stolen.get("/console/?x=1")["Location"] == f"{SHOW}?next=%2Fconsole%2F%3Fx%3D1"
    assert socket_user(stolen) is None


def test_a_password_takes_no_second_factor_away(client: Client, user: User) -> None:
    stolen = Client()
    sign_in(stolen)
    TOTP.activate(user, generate_totp_secret())
    stolen.post("/accounts/reauthenticate/", {"password": PASSWORD})

    answer = stolen.post("/accounts/2fa/totp/deactivate/")

    assert (answer.status_code, Authenticator.objects.count()) == (403, 1)


def test_whoever_has_one_signs_in_with_it(client: Client, user: User) -> None:
    secret = generate_totp_secret()
    TOTP.activate(user, secret)

    asked = sign_in(client)
    came = client.post(asked["Location"], {"code": code_of(secret)})

    assert (asked["Location"], came["Location"]) == ("/accounts/2fa/authenticate/", "/")
    assert client.get("/console/").status_code == 200


def test_whoever_takes_theirs_away_needs_a_new_one(client: Client, user: User) -> None:
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    asked = sign_in(client)
    client.post(asked["Location"], {"code": code_of(secret)})
    Authenticator.objects.all().delete()

    assert client.get("/console/")["Location"] == SET_UP


def test_a_password_alone_gives_no_token(client: Client, user: User) -> None:
    answer = client.post("/api/v1/auth/login/", {"username": "aino", "password": PASSWORD})

    assert (answer.status_code, answer.json()["code"]) == (403, "second_factor")


def test_whoever_is_led_away_may_still_sign_out_and_visitors_notice_nothing(
    client: Client, user: User
) -> None:
    sign_in(client)

    assert client.post("/accounts/logout/")["Location"] == "/"
    assert client.get("/chat/").status_code == 200


def test_where_it_is_not_required_a_password_is_enough(
    client: Client, user: User, settings: Settings
) -> None:
    settings.REQUIRE_SECOND_FACTOR = False

    sign_in(client)

    assert client.get("/console/").status_code == 200


@pytest.fixture
def provider_only(settings: Settings) -> None:
    settings.REQUIRE_SECOND_FACTOR = False
    there = {"server_url": "https://id.example", "client_id": "desk", "name": "Uni", "only": True}
    settings.OIDC = {**settings.OIDC, **there}


@pytest.mark.usefixtures("provider_only")
def test_where_passwords_are_off_the_right_one_opens_nothing(client: Client, user: User) -> None:
    page = sign_in(client)
    answer = client.post("/api/v1/auth/login/", {"username": "aino", "password": PASSWORD})

    assert (page.status_code, "_auth_user_id" in client.session) == (200, False)
    assert (answer.status_code, answer.json()["code"]) == (403, "passwords_off")


@pytest.mark.usefixtures("provider_only")
def test_where_passwords_are_off_no_page_speaks_of_them(client: Client, user: User) -> None:
    login = client.get("/accounts/login/").content.decode()
    client.force_login(user)

    pages = ["/accounts/password/change/", "/accounts/password/set/", "/accounts/password/reset/"]
    assert [client.get(page)["Location"] for page in pages] == ["/accounts/login/"] * 3
    assert ('name="password"' in login, "Sign in with Uni" in login) == (False, True)
    assert "Change password" not in client.get("/console/").content.decode()


def test_passwords_cannot_be_switched_off_without_a_provider(
    client: Client, user: User, settings: Settings
) -> None:
    settings.OIDC = {**settings.OIDC, "only": True}

    assert sign_in(client).status_code == 302
