"""What a provider, or whoever pretends to be one, gets wrong."""

from __future__ import annotations

from typing import Any

import jwt
import pytest
from django.test import Client
from pytest_django import Settings

from helpdesk.people.models import User
from tests.helpdesk.people.oidc.server import CLIENT_ID, OTHER_KEY, Provider, query_of
from tests.helpdesk.people.oidc.walk import CALLBACK, LOGIN, outcome, sent_back, sign_in

pytestmark = pytest.mark.django_db


def test_a_sign_in_asks_for_what_proves_it_and_for_nothing_that_an_address_adds(
    client: Client, provider: Provider
) -> None:
    away = client.get(f"{LOGIN}?scope=admin&auth_params=prompt%3Dnone&process=connect")

    asked = query_of(away["Location"])
    assert set(asked) == {
        *("client_id", "redirect_uri", "response_type", "scope", "state"),
        *("nonce", "code_challenge", "code_challenge_method"),
    }
    assert set(asked["scope"].split()) == {"openid", "profile", "email"}
    assert (asked["response_type"], asked["code_challenge_method"]) == ("code", "S256")
    assert asked["redirect_uri"] == f"http://testserver{CALLBACK}"
    assert client.session["socialaccount_states"][asked["state"]][0]["process"] == "login"


@pytest.mark.parametrize(
    "wrong",
    [
        {"nonce": "of another sign-in"},
        {"nonce": None},
        {"aud": "another program"},
        {"aud": [CLIENT_ID, "another"], "azp": "another"},
        {"iss": "https://evil.example"},
        {"exp": 1},
        {"exp": None},
        {"sub": "person-2"},
    ],
)
def test_a_token_that_is_not_all_right_opens_nothing(
    client: Client, provider: Provider, aino: User, wrong: dict[str, Any]
) -> None:
    provider.token = wrong

    answer = sign_in(client, provider)

    assert outcome(client, answer) == (None, 403)
    assert "did not come to its end" in answer.content.decode()


def test_a_signature_by_another_key_opens_nothing(
    client: Client, provider: Provider, aino: User
) -> None:
    provider.key = OTHER_KEY

    answer = sign_in(client, provider)

    assert outcome(client, answer) == (None, 403)


@pytest.mark.parametrize("cheat", ["unsigned", "public key as secret"])
def test_a_token_whose_signature_proves_nothing_opens_nothing(
    client: Client, provider: Provider, aino: User, monkeypatch: pytest.MonkeyPatch, cheat: str
) -> None:
    def forged(nonce: str) -> str:
        honest = jwt.decode(Provider.signed(provider, nonce), options={"verify_signature": False})
        secret, algorithm = ("", "none") if cheat == "unsigned" else ("x" * 32, "HS256")
        return jwt.encode(honest, secret, algorithm=algorithm, headers={"kid": "key-1"})

    monkeypatch.setattr(provider, "signed", forged)

    answer = sign_in(client, provider)

    assert outcome(client, answer) == (None, 403)


def test_a_way_back_without_its_beginning_asks_the_provider_nothing(
    client: Client, provider: Provider, aino: User
) -> None:
    away = Client().get(LOGIN)
    back = sent_back(away["Location"])
    provider.asked.clear()

    answer = client.get(CALLBACK, back)

    assert (outcome(client, answer), provider.asked) == ((None, 403), [])


def test_the_same_way_back_is_gone_only_once(
    client: Client, provider: Provider, aino: User
) -> None:
    away = client.get(LOGIN)
    back = sent_back(away["Location"])
    client.get(CALLBACK, back)
    client.logout()

    answer = client.get(CALLBACK, back)

    assert outcome(client, answer) == (None, 403)


def test_whoever_stops_there_is_told_so(client: Client, provider: Provider, aino: User) -> None:
    provider.cancels = True

    answer = sign_in(client, provider)

    assert outcome(client, answer) == (None, 403)
    assert "You stopped before you were signed in." in answer.content.decode()


@pytest.mark.parametrize(("path", "status"), [("/token", 403), ("/keys", 503), ("/userinfo", 503)])
def test_a_provider_that_breaks_on_the_way_is_no_fault_of_ours(
    client: Client, provider: Provider, aino: User, path: str, status: int
) -> None:
    provider.broken = {path}

    answer = sign_in(client, provider)

    assert outcome(client, answer) == (None, status)
    assert "innards" not in answer.content.decode()


@pytest.mark.parametrize("path", [LOGIN, "/accounts/oidc/signed-out/"])
def test_a_provider_that_is_down_is_told_as_such(
    client: Client, provider: Provider, path: str
) -> None:
    provider.broken = {"/.well-known/openid-configuration"}

    answer = client.get(path)

    told = "does not answer" in answer.content.decode()
    assert (answer.status_code, told) == ((503, True) if path == LOGIN else (200, False))


def test_a_provider_that_is_not_there_at_all_is_told_as_such(
    client: Client, provider: Provider, settings: Settings
) -> None:
    settings.OIDC = {**settings.OIDC, "server_url": "http://127.0.0.1:9"}

    assert client.get(LOGIN).status_code == 503


@pytest.mark.parametrize("nonsense", [[], "no", {"access_token": 7}, {"access_token": "x"}])
def test_answers_without_sense_open_nothing(
    client: Client, provider: Provider, aino: User, nonsense: Any
) -> None:
    provider.answers = {"/token": nonsense}

    answer = sign_in(client, provider)

    assert outcome(client, answer) == (None, 403)


@pytest.mark.parametrize("config", [[], {}, {"issuer": "x"}])
def test_a_provider_that_does_not_tell_its_addresses_is_no_fault_of_ours(
    client: Client, provider: Provider, config: Any
) -> None:
    provider.answers = {"/.well-known/openid-configuration": config}

    assert client.get(LOGIN).status_code == 403
