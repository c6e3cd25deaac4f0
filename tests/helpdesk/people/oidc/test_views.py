"""The pages around the sign-in by a provider."""

from __future__ import annotations

import pytest
from django.test import Client

from helpdesk.people.models import User
from helpdesk.people.oidc import limits
from tests.helpdesk.people.oidc.server import CLIENT_ID, Provider
from tests.helpdesk.people.oidc.walk import CALLBACK, LOGIN, sign_in, who

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("wanted", "led_to"),
    [("/tickets/", "/tickets/"), ("https://evil.example/", "/"), ("//evil.example", "/")],
)
def test_one_comes_to_the_page_that_one_wanted_if_it_is_ours(
    client: Client, provider: Provider, aino: User, wanted: str, led_to: str
) -> None:
    assert sign_in(client, provider, wanted=wanted)["Location"] == led_to


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


def test_the_provider_is_not_asked_without_end_by_those_who_were_never_signed_in(
    client: Client, provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MOST_A_MINUTE", 2)

    answers = [client.get("/accounts/oidc/signed-out/").status_code for _ in range(3)]

    assert answers == [200, 200, 429]


def test_no_form_sends_anybody_there(client: Client, provider: Provider) -> None:
    assert client.post(LOGIN).status_code == 405
