"""The frame of every page: who sees which menu, and what pages say when something is refused."""

import re

import pytest
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.test import Client, RequestFactory

from helpdesk.errors import DomainError, Invalid, NotAllowed, NotFound, Unavailable
from helpdesk.people.choices import Role
from helpdesk.people.models import User
from helpdesk.security import DomainErrorMiddleware

pytestmark = pytest.mark.django_db
OF_ALL = ("Tickets", "Instructions")


def menu(client: Client, role: Role) -> list[str]:
    """The words of the main menu for somebody of this role."""
    client.force_login(User.objects.create_user(role.value, role=role))
    html = client.get("/accounts/logout/").content.decode()
    nav = re.search(r'<nav class="bar-nav".*?</nav>', html, re.DOTALL)
    return re.findall(r">([^<>]+)</a>", nav[0]) if nav else []


@pytest.mark.parametrize(
    ("role", "words"),
    [
        (Role.AGENT, ["Console", *OF_ALL]),
        (Role.SUPERVISOR, ["Console", "Desk now", *OF_ALL, "Reports", "Admin"]),
        (Role.MANAGER, ["Console", "Desk now", *OF_ALL, "Reports", "Admin"]),
    ],
)
def test_the_menu_shows_what_the_role_may_open(
    client: Client, role: Role, words: list[str]
) -> None:
    assert menu(client, role) == words


def test_staff_choose_between_two_languages_and_visitors_between_three(client: Client) -> None:
    visitors = client.get("/nowhere/").content.decode()
    client.force_login(User.objects.create_user("anna"))
    staff = client.get("/nowhere/").content.decode()

    offered = re.compile(r'name="language" value="(\w\w)"')
    assert offered.findall(visitors) == ["fi", "sv", "en"]
    assert offered.findall(staff) == ["fi", "en"]


def test_nobody_is_offered_to_sign_up(client: Client) -> None:
    assert "signup" not in client.get("/accounts/login/").content.decode()


def test_an_absent_page_leads_to_the_front_page(client: Client) -> None:
    response = client.get("/nowhere/")

    assert response.status_code == 404
    assert 'href="/"' in response.content.decode()


def test_the_page_of_a_fault_needs_nothing_that_could_be_broken_too() -> None:
    html = render_to_string("500.html")

    assert "<h1>" in html
    assert "reload the page" in html.lower()


@pytest.mark.parametrize(
    ("error", "advice"),
    [
        (NotAllowed(), "Sign in with one that may"),
        (NotFound(), "Check the address"),
        (Unavailable(), "wait a little and try again"),
        (DomainError(code="odd"), "check what you entered"),
        (Invalid("Give a name."), "Give a name."),
    ],
)
def test_a_refusal_says_what_to_do(rf: RequestFactory, error: DomainError, advice: str) -> None:
    middleware = DomainErrorMiddleware(lambda request: HttpResponse())

    response = middleware.process_exception(rf.get("/somewhere/"), error)

    assert response
    assert response.status_code == error.status
    assert advice in response.content.decode()
