"""The pages of the staff speak Finnish to those who read Finnish, the admin's libraries too."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from chat.actions import accept_chat, close_chat, open_chat, set_presence
from chat.choices import EndReason, PresenceStatus
from chat.models import Chat
from helpdesk.people.models import Desk, ServiceHours
from tests.admin_objects import MAKERS, make_ticket, make_user
from tests.english import english_on
from tests.reports.rows import add_chats, add_contacts, at
from tests.roles import client_as
from tickets.actions import add_comment, attach_file, move_ticket

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def desk() -> Desk:
    """Open around the clock."""
    for weekday in range(7):
        ServiceHours.objects.create(weekday=weekday, opens="00:00", closes="00:00")
    return Desk.objects.create(pk=1, name="Pulpetti", time_zone="Europe/Helsinki")


@pytest.fixture
def chief() -> Client:
    """Somebody who may see everything, and reads Finnish."""
    client = client_as("superuser")
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "fi"
    return client


def english_at(client: Client, address: str) -> list[str]:
    response = client.get(address)
    assert response.status_code in (200, 400), address
    return english_on(response.content.decode(), "fi")


@pytest.mark.parametrize(
    "address",
    [
        "/accounts/logout/",
        "/accounts/password/set/",
        "/accounts/2fa/",
        "/console/",
        "/console/owed/",
        "/tickets/",
        "/tickets/?status=closed&q=zzz",
        "/notices/mails/",
        "/reports/",
        "/reports/channel-mix/",
        "/reports/channel-mix/?period=never&team=none&since=x",
        "/admin/",
    ],
)
def test_no_english_is_left_on_an_empty_page(chief: Client, address: str) -> None:
    assert english_at(chief, address) == []


@pytest.mark.parametrize("address", ["/accounts/login/", "/console/"])
def test_no_english_is_left_where_one_signs_in(address: str) -> None:
    client = Client(HTTP_ACCEPT_LANGUAGE="fi")

    page = client.get(address, follow=True).content.decode()
    refused = client.post("/accounts/login/", {"login": "nobody", "password": "wrong"})

    assert english_on(page, "fi") == []
    assert english_on(refused.content.decode(), "fi") == []


def test_no_english_is_left_on_a_ticket_with_all_its_parts(chief: Client) -> None:
    ticket, agent = make_ticket(1), make_user(2)
    for kind in ("message", "reply", "note", "transcript"):
        add_comment(ticket, kind=kind, body="Hei", author=agent)
    attach_file(ticket, name="a.txt", content_type="text/plain", content=b"a")
    move_ticket(ticket, to="solved", actor=agent)

    assert english_at(chief, f"/tickets/{ticket.pk}/") == []
    assert english_at(chief, reverse("admin:tickets_ticket_change", args=[ticket.pk])) == []


def closed_chat() -> Chat:
    agent = make_user(1)
    set_presence(agent, status=PresenceStatus.ONLINE, capacity=4)
    chat = open_chat(question="Ei toimi", language="fi", name="Aino", email="a@uni.example").chat
    accept_chat(chat.pk, agent=agent)
    close_chat(chat.pk, reason=EndReason.AGENT, agent=agent, client_id=uuid4(), outcome="solved")
    return chat


@pytest.mark.parametrize(
    "address",
    [
        "/console/owed/",
        "/console/chats/{}/",
        "/console/chats/{}/person/",
        "/admin/chat/chat/{}/change/",
    ],
)
def test_no_english_is_left_on_a_chat(chief: Client, address: str) -> None:
    assert english_at(chief, address.format(closed_chat().pk)) == []


def test_no_english_is_left_on_full_reports(chief: Client) -> None:
    for day, calls, chats in (("2024-01-10", 9, 1), ("2024-02-10", 1, 9), ("2026-01-10", 1, 9)):
        add_contacts("phone", at(f"{day} 12:00"), calls)
        add_chats(at(f"{day} 12:00"), chats, alternative="phone", satisfaction=5)

    days = "since=2024-01-01&until=2026-02-01&compare=year"
    assert english_at(chief, "/reports/") == []
    assert english_at(chief, f"/reports/channel-mix/?{days}") == []
    assert english_at(chief, f"/reports/channel-mix/?{days}&of=requests") == []


def lists() -> list[str]:
    return sorted(label for label in MAKERS if label != "people.desk")


def admin_page(label: str, page: str, *args: object) -> str:
    return reverse(f"admin:{label.replace('.', '_')}_{page}", args=args)


@pytest.mark.parametrize("label", lists())
def test_no_english_is_left_on_a_list_of_the_admin(chief: Client, label: str) -> None:
    MAKERS[label](1)

    assert english_at(chief, admin_page(label, "changelist")) == []
    assert english_at(chief, admin_page(label, "changelist") + "?q=zzzz") == []


@pytest.mark.parametrize("label", sorted(MAKERS))
def test_no_english_is_left_on_a_record_of_the_admin(chief: Client, label: str) -> None:
    record = MAKERS[label](1)

    assert english_at(chief, admin_page(label, "change", record.pk)) == []


@pytest.mark.parametrize("label", ["people.user", "people.team", "people.holiday", "tickets.topic"])
def test_no_english_is_left_on_a_form_of_the_admin(chief: Client, label: str) -> None:
    assert english_at(chief, admin_page(label, "add")) == []


def test_what_packages_bring_to_the_admin_has_our_names(chief: Client) -> None:
    page = chief.get("/admin/knox/authtoken/").content.decode()

    assert ("auth token" in page.lower(), "API-avaimet" in page) == (False, True)
