import re

import pytest
from django.test import Client

from helpdesk.people.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Client:
    """A Swedish browser."""
    return Client(HTTP_ACCEPT_LANGUAGE="sv")


def language_after_login(client: Client, language: str) -> list[str]:
    """Of the first page that somebody sees whose account has this language."""
    User.objects.create_user("anna", password="anna-secret", language=language)
    secret = {"login": "anna", "password": "anna-secret"}
    page = client.post("/accounts/login/", secret, follow=True)
    return re.findall(r'<html lang="(\w+)"', page.content.decode())


@pytest.mark.parametrize(("own", "shown"), [("fi", ["fi"]), ("", ["sv"])])
def test_an_account_with_a_language_is_spoken_to_in_it(
    client: Client, own: str, shown: list[str]
) -> None:
    assert language_after_login(client, own) == shown


def test_a_language_that_was_clicked_stays(client: Client) -> None:
    client.post("/i18n/setlang/", {"language": "en"})

    assert language_after_login(client, "fi") == ["en"]
