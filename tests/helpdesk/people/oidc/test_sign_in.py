"""Whom the vouching of a provider lets in, and as whom."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.contrib.admin.models import LogEntry
from django.test import Client
from pytest_django import Settings

from helpdesk.people.models import User
from tests.helpdesk.people.oidc.server import Provider
from tests.helpdesk.people.oidc.walk import EMAIL, outcome, sign_in, who

pytestmark = pytest.mark.django_db


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


@pytest.mark.parametrize(
    ("stored", "told"),
    [
        ("kalle@uni.example", "\u212aalle@uni.example"),  # the sign of Kelvin
        ("aino.sarin@uni.example", "aino.sar\u0131n@uni.example"),  # i without its dot
        ("aino.sar\u0131n@uni.example", "aino.sarin@uni.example"),
        ("jäin@uni.example", "jä\u0131n@uni.example"),
        ("järvi@uni.example", "JÄRVI@uni.example"),
    ],
)
def test_a_letter_that_only_looks_alike_is_another_address(
    client: Client, provider: Provider, aino: User, stored: str, told: str
) -> None:
    User.objects.update(email=stored)
    provider.claims["email"] = told

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


def test_a_newcomers_name_hides_and_turns_nothing(
    client: Client, provider: Provider, settings: Settings
) -> None:
    settings.OIDC = {**settings.OIDC, "create": True}
    provider.claims |= {"given_name": "Ai\x00no\u202e", "family_name": "Vir\u200btanen\nHelp"}

    sign_in(client, provider)

    assert str(User.objects.get()) == "Aino Virtanen Help"


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


def test_a_second_factor_of_ours_is_not_asked_from_who_comes_by_the_provider(
    client: Client, provider: Provider, aino: User, settings: Settings
) -> None:
    Authenticator.objects.create(user=aino, type="totp", data={"secret": "x"})
    settings.REQUIRE_SECOND_FACTOR = True

    sign_in(client, provider)

    assert client.get("/console/").status_code == 200
