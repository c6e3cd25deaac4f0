from __future__ import annotations

import pytest

from tests.admin_objects import make_contact, make_ticket
from tests.roles import client_as

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("asked", ["yes", "no"])
def test_contacts_are_narrowed_to_those_with_or_without_a_ticket(asked: str) -> None:
    found = {"yes": make_ticket(1).contacts.get(), "no": make_contact(2)}

    page = client_as("supervisor").get("/admin/tickets/contact/", {"has_ticket": asked})

    assert list(page.context["cl"].result_list) == [found[asked]]


@pytest.mark.parametrize(
    "narrowed", [{"channel__exact": "chat"}, {"outcome__exact": "solved"}, {"has_ticket": "maybe"}]
)
def test_every_filter_answers(narrowed: dict[str, str]) -> None:
    make_contact(1)

    assert client_as("supervisor").get("/admin/tickets/contact/", narrowed).status_code == 200


def test_a_contact_is_found_by_its_person() -> None:
    make_contact(1)
    wanted = make_contact(2)

    page = client_as("supervisor").get("/admin/tickets/contact/", {"q": "Person 2"})

    assert list(page.context["cl"].result_list) == [wanted]


def test_its_page_leads_to_ticket_and_person() -> None:
    ticket = make_ticket(1)
    contact = ticket.contacts.get()

    page = client_as("supervisor").get(f"/admin/tickets/contact/{contact.pk}/change/")

    links = [
        f'href="/admin/tickets/ticket/{ticket.pk}/change/"',
        f'href="/admin/people/requester/{ticket.requester_id}/change/"',
    ]
    assert [link for link in links if link in page.content.decode()] == links
