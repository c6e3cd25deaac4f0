"""Staff sign in by a provider of identities that really answers, over HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import jwt
import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.contrib.admin.models import LogEntry
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from helpdesk.people.models import User
from helpdesk.people.oidc import limits
from tests.helpdesk.people.oidc_provider import (
    CLIENT_ID,
    CLIENT_SECRET,
    OTHER_KEY,
    Provider,
    query_of,
    serving,
)

pytestmark = pytest.mark.django_db
LOGIN, CALLBACK = "/accounts/oidc/login/", "/accounts/oidc/callback/"
EMAIL = "aino.virtanen@uni.example"


@pytest.fixture(scope="module")
def server() -> Iterator[Provider]:
    with serving() as provider:
        yield provider


@pytest.fixture
def provider(server: Provider, settings: Settings) -> Provider:
    """Aino is signed in there, and her address is verified."""
    vars(server).update(vars(Provider(url=server.url)))
    server.claims = {"email": EMAIL, "email_verified": True, "given_name": "Aino"}
    settings.OIDC = {
        **settings.OIDC,
        "server_url": server.url,
        "client_id": CLIENT_ID,
        "client_secret": CLIENT_SECRET,
        "name": "Uni account",
    }
    cache.clear()
    return server


@pytest.fixture
def aino() -> User:
    return User.objects.create_user("aino", EMAIL.title(), "aino-secret", first_name="Aino")


def sign_in(client: Client, provider: Provider, *, wanted: str = "") -> Any:
    """Through the provider and back."""
    away = client.get(LOGIN, {"next": wanted} if wanted else {})
    assert away["Location"].startswith(f"{provider.url}/authorize?")
    back = provider.authorize(query_of(away["Location"]))
    return client.get(CALLBACK, query_of(back))


def who(client: Client) -> str | None:
    pk = client.session.get("_auth_user_id")
    return None if pk is None else User.objects.get(pk=pk).username


def outcome(client: Client, answer: HttpResponse) -> tuple[str | None, int]:
    return who(client), answer.status_code


def test_a_verified_address_leads_to_its_account(
    client: Client, provider: Provider, aino: User
) -> None:
    answer = sign_in(client, provider)

    assert (who(client), answer["Location"]) == ("aino", "/")
    assert User.objects.count() == 1
    link = SocialAccount.objects.get(user=aino)
    assert link.extra_data == {"issuer": provider.url, "subject": "person-1"}
    assert SocialToken.objects.count() == 0


def test_the_link_stands_in_the_history_of_the_account(
    client: Client, provider: Provider, aino: User
) -> None:
    sign_in(client, provider)

    entry = LogEntry.objects.get()
    assert (entry.user, entry.object_id) == (aino, str(aino.pk))
    assert entry.get_change_message() == f"Added sign-in link “{provider.url}”."


def test_once_linked_the_account_is_found_without_its_address(
    client: Client, provider: Provider, aino: User
) -> None:
    sign_in(client, provider)
    provider.claims = {"email": "aino.korhonen@uni.example"}
    later = Client()

    answer = sign_in(later, provider)

    assert outcome(later, answer) == ("aino", 302)


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
    ("wanted", "led_to"),
    [("/tickets/", "/tickets/"), ("https://evil.example/", "/"), ("//evil.example", "/")],
)
def test_one_comes_to_the_page_that_one_wanted_if_it_is_ours(
    client: Client, provider: Provider, aino: User, wanted: str, led_to: str
) -> None:
    assert sign_in(client, provider, wanted=wanted)["Location"] == led_to


@pytest.mark.parametrize(
    "claims",
    [
        {"email": EMAIL},
        {"email": EMAIL, "email_verified": False},
        {"email": EMAIL, "email_verified": "false"},
        {"email_verified": True},
        {},
    ],
)
def test_an_address_that_is_not_verified_leads_nowhere(
    client: Client, provider: Provider, aino: User, claims: dict[str, Any]
) -> None:
    provider.claims = claims

    answer = sign_in(client, provider)

    assert outcome(client, answer) == (None, 403)
    assert "does not confirm your e-mail address" in answer.content.decode()
    assert SocialAccount.objects.count() == 0


def test_a_provider_may_be_trusted_with_addresses(
    client: Client, provider: Provider, aino: User, settings: Settings
) -> None:
    provider.claims = {"upn": EMAIL}
    settings.OIDC = {**settings.OIDC, "email_claim": "upn", "trust_email": True}

    sign_in(client, provider)

    assert who(client) == "aino"


def test_verified_is_said_of_one_address_and_not_of_another(
    client: Client, provider: Provider, aino: User
) -> None:
    provider.token = {"email": "somebody@else.example", "email_verified": True}
    provider.userinfo = {"email_verified": None}

    answer = sign_in(client, provider)

    assert outcome(client, answer) == (None, 403)


def test_a_letter_that_only_looks_alike_is_another_address(
    client: Client, provider: Provider, aino: User
) -> None:
    User.objects.update(email="kalle@uni.example")
    provider.claims["email"] = "\u212aalle@uni.example"  # the sign of Kelvin

    answer = sign_in(client, provider)

    assert outcome(client, answer) == (None, 403)


def test_whoever_has_no_account_gets_none(client: Client, provider: Provider) -> None:
    answer = sign_in(client, provider)

    assert outcome(client, answer) == (None, 403)
    assert "Nobody works here under your e-mail address." in answer.content.decode()
    assert User.objects.count() == 0


def test_where_it_is_wished_a_newcomer_becomes_an_agent_of_no_team(
    client: Client, provider: Provider, settings: Settings
) -> None:
    settings.OIDC = {**settings.OIDC, "create": True}
    provider.claims |= {"preferred_username": "avirtane", "family_name": "Virtanen"}

    sign_in(client, provider)

    made = User.objects.get()
    assert (who(client), made.username) == ("avirtane", "avirtane")
    assert (str(made), made.email, made.role) == ("Aino Virtanen", EMAIL, "agent")
    assert (made.is_superuser, made.is_staff, made.teams.count()) == (False, False, 0)
    assert made.has_usable_password() is False
    assert [entry.get_change_message() for entry in LogEntry.objects.order_by("pk")] == [
        "Added.",
        f"Added sign-in link “{provider.url}”.",
    ]


def test_a_newcomers_name_that_is_taken_becomes_another(
    client: Client, provider: Provider, settings: Settings
) -> None:
    User.objects.create_user("avirtane", "arvo@uni.example")
    settings.OIDC = {**settings.OIDC, "create": True}
    provider.claims["preferred_username"] = "avirtane"

    sign_in(client, provider)

    name = who(client)
    assert name != "avirtane"
    assert User.objects.get(username=name).email == EMAIL


@pytest.mark.parametrize("is_linked", [False, True])
def test_whoever_has_left_does_not_come_in(
    client: Client, provider: Provider, aino: User, is_linked: bool
) -> None:
    if is_linked:
        sign_in(Client(), provider)
    User.objects.update(is_active=False)

    answer = sign_in(client, provider)

    assert outcome(client, answer) == (None, 403)
    assert "Your account here is closed." in answer.content.decode()
    assert SocialAccount.objects.count() == is_linked


def test_an_address_that_passed_on_to_another_person_does_not_pass_the_account_on(
    client: Client, provider: Provider, aino: User
) -> None:
    sign_in(Client(), provider)
    provider.sub = "person-2"

    answer = sign_in(client, provider)

    assert outcome(client, answer) == (None, 403)
    assert "belongs to another sign-in" in answer.content.decode()


@pytest.mark.parametrize(
    ("groups", "name"),
    [(["staff", "helpdesk"], "aino"), ("helpdesk", "aino"), (["staff"], None), (None, None)],
)
def test_a_claim_may_be_needed_to_come_in(
    client: Client, provider: Provider, aino: User, settings: Settings, groups: Any, name: Any
) -> None:
    settings.OIDC = {**settings.OIDC, "required_claim": "groups=helpdesk"}
    provider.claims["groups"] = groups

    sign_in(client, provider)

    assert who(client) == name


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
    back = provider.authorize(query_of(away["Location"]))
    provider.asked.clear()

    answer = client.get(CALLBACK, query_of(back))

    assert (outcome(client, answer), provider.asked) == ((None, 403), [])


def test_the_same_way_back_is_gone_only_once(
    client: Client, provider: Provider, aino: User
) -> None:
    away = client.get(LOGIN)
    back = provider.authorize(query_of(away["Location"]))
    client.get(CALLBACK, query_of(back))
    client.logout()

    answer = client.get(CALLBACK, query_of(back))

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


def test_without_a_provider_there_is_nothing_of_it(client: Client) -> None:
    pages = [LOGIN, CALLBACK, "/accounts/oidc/signed-out/", "/accounts/3rdparty/"]

    assert [client.get(page).status_code for page in pages] == [404] * 4
    assert "oidc" not in client.get("/accounts/login/").content.decode()


def test_the_login_page_leads_to_the_provider_and_on_to_where_one_wanted(
    client: Client, provider: Provider
) -> None:
    page = client.get("/accounts/login/?next=/tickets/%3Fq%3Dvpn").content.decode()

    assert f'href="{LOGIN}?next=/tickets/%3Fq%3Dvpn">Sign in with Uni account</a>' in page
    assert 'name="password"' in page


def test_a_second_factor_of_ours_is_not_asked_from_who_comes_by_the_provider(
    client: Client, provider: Provider, aino: User, settings: Settings
) -> None:
    Authenticator.objects.create(user=aino, type="totp", data={"secret": "x"})
    settings.REQUIRE_SECOND_FACTOR = True

    sign_in(client, provider)

    assert client.get("/console/").status_code == 200


def test_whoever_signs_out_learns_that_they_are_still_signed_in_there(
    client: Client, provider: Provider, aino: User
) -> None:
    sign_in(client, provider)

    page = client.post("/accounts/logout/", follow=True)

    assert (who(client), page.redirect_chain) == (None, [("/accounts/oidc/signed-out/", 302)])
    assert f'href="{provider.url}/end?client_id={CLIENT_ID}"' in page.content.decode()


def test_who_is_signed_in_need_not_go_there(client: Client, provider: Provider, aino: User) -> None:
    client.force_login(aino)

    assert client.get(LOGIN)["Location"] == "/"


def test_sign_ins_cannot_begin_without_end(
    client: Client, provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MOST_A_MINUTE", 2)

    answers = [client.get(LOGIN).status_code for _ in range(3)]

    assert answers == [302, 302, 429]


def test_no_form_sends_anybody_there(client: Client, provider: Provider) -> None:
    assert client.post(LOGIN).status_code == 405
