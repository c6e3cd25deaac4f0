"""Who may open which page, and how many queries each takes."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from helpdesk.people.models import User
from tests.tickets.conftest import MakeTicket
from tickets.actions import add_comment, attach_contact, attach_file, record_contact
from tickets.models import Article, Ticket, Topic

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk")]

FOR_STAFF = [
    ("tickets:tickets", [], "get"),
    ("tickets:ticket", [1], "get"),
    ("tickets:comment", [1], "post"),
    ("tickets:status", [1], "post"),
    ("tickets:assignment", [1], "post"),
    ("tickets:contacts", [1], "post"),
    ("tickets:file", [1, 1], "get"),
]
FOR_ALL = ["tickets:form", "tickets:articles"]


def page(name: str, arguments: list[int], ticket: Ticket) -> str:
    """The address of a page of this ticket, whose first file it is."""
    file = attach_file(ticket, name="a.txt", content_type="text/plain", content=b"abc")
    return reverse(name, args=[ticket.pk, file.pk][: len(arguments)])


@pytest.mark.parametrize(("name", "arguments", "method"), FOR_STAFF)
def test_visitors_are_led_to_the_login(
    client: Client, ticket: Ticket, name: str, arguments: list[int], method: str
) -> None:
    url = page(name, arguments, ticket)

    response = getattr(client, method)(url)

    assert (response.status_code, response["Location"]) == (302, f"/accounts/login/?next={url}")


@pytest.mark.parametrize("who", ["agent", "supervisor"])
@pytest.mark.parametrize(("name", "arguments", "method"), FOR_STAFF)
def test_staff_enter(
    client: Client,
    request: pytest.FixtureRequest,
    ticket: Ticket,
    who: str,
    name: str,
    arguments: list[int],
    method: str,
) -> None:
    client.force_login(request.getfixturevalue(who))

    response = getattr(client, method)(page(name, arguments, ticket))

    assert response.status_code in ({"get": {200}, "post": {302, 400, 404, 409}}[method])
    assert "/accounts/login/" not in response.get("Location", "")


@pytest.mark.parametrize(("name", "arguments", "method"), FOR_STAFF)
def test_a_page_answers_only_its_own_methods(
    client: Client, agent: User, ticket: Ticket, name: str, arguments: list[int], method: str
) -> None:
    client.force_login(agent)
    other = {"get": client.post, "post": client.get}[method]

    assert other(page(name, arguments, ticket)).status_code == 405


def test_somebody_who_left_enters_nothing(client: Client, agent: User, ticket: Ticket) -> None:
    client.force_login(agent)
    agent.is_active = False
    agent.save()

    assert client.get(reverse("tickets:tickets")).status_code == 302


@pytest.mark.parametrize("name", FOR_ALL)
@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_visitors_may_write_and_read_instructions(client: Client, name: str, language: str) -> None:
    response = client.get(reverse(name), headers={"Accept-Language": language})

    assert response.status_code == 200
    assert response["Content-Language"] == language


def fill(ticket: Ticket, agent: User) -> None:
    """One more of everything that a ticket's page lists."""
    contact = record_contact(channel="phone", requester=ticket.requester, agent=agent)
    attach_contact(contact, ticket=ticket, actor=agent)
    add_comment(ticket, kind="reply", body="Words", author=agent, contact=contact)
    attach_file(ticket, name="a", content_type="a/b", content=b"1", contact=contact)
    record_contact(channel="chat", requester=ticket.requester)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_takes_the_same_queries_with_one_and_three_rows(
    client: Client,
    agent: User,
    make_ticket: MakeTicket,
    topic: Topic,
    rows: int,
    django_assert_num_queries: Any,
) -> None:
    client.force_login(agent)
    for _ in range(rows):
        make_ticket(topic=topic)

    with django_assert_num_queries(7):  # session, person, desk, count, teams, tickets, notices
        client.get(reverse("tickets:tickets"))


@pytest.mark.parametrize("rows", [1, 3])
def test_a_ticket_takes_the_same_queries_with_one_and_three_of_everything(
    client: Client, agent: User, ticket: Ticket, rows: int, django_assert_num_queries: Any
) -> None:
    client.force_login(agent)
    for _ in range(rows):
        fill(ticket, agent)

    # session, person, desk, ticket; comments and their files, contacts, loose contacts, files,
    # history; two choices, where it may be merged; notices
    with django_assert_num_queries(14):
        client.get(reverse("tickets:ticket", args=[ticket.pk]))


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("words", ["", "?q=printer"])
def test_instructions_take_the_same_queries_with_one_and_three_rows(
    client: Client, topic: Topic, rows: int, words: str, django_assert_num_queries: Any
) -> None:
    for number in range(rows):
        Article.objects.create(
            slug=f"printer-{number}", language="en", title="Printer", body="x", topic=topic
        )

    with django_assert_num_queries(3 if words else 2):  # desk, topics that fit, instructions
        client.get(reverse("tickets:articles") + words)
