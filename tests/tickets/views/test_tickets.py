"""The list of tickets."""

from __future__ import annotations

import pytest
from django.test import Client

from helpdesk.people.models import Team, User
from tests.tickets.conftest import MakeTicket
from tickets.actions import assign_ticket
from tickets.models import Ticket

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk")]


@pytest.fixture
def staff(client: Client, agent: User) -> Client:
    client.force_login(agent)
    return client


def subjects(client: Client, query: str = "") -> list[str]:
    return [ticket.subject for ticket in client.get("/tickets/" + query).context["page"]]


def test_unsolved_tickets_are_shown_newest_first(staff: Client, make_ticket: MakeTicket) -> None:
    for status in ("new", "open", "pending", "solved", "closed"):
        make_ticket(status, status=status)

    assert subjects(staff) == ["pending", "open", "new"]
    assert subjects(staff, "?status=solved") == ["solved"]
    assert subjects(staff, "?status=all") == ["closed", "solved", "pending", "open", "new"]


def test_tickets_are_found_by_number_words_and_person(
    staff: Client, make_ticket: MakeTicket
) -> None:
    printer = make_ticket("Printer", status="closed")
    make_ticket("Network")

    assert subjects(staff, f"?q=%23{printer.pk}") == ["Printer"]
    assert subjects(staff, "?q=NETW") == ["Network"]
    assert subjects(staff, "?q=aino@uni") == ["Network", "Printer"]
    assert subjects(staff, "?q=aino&status=closed") == ["Printer"]
    assert subjects(staff, "?q=%25") == []


def test_tickets_are_chosen_by_person_and_team(
    staff: Client, make_ticket: MakeTicket, agent: User, team: Team
) -> None:
    assign_ticket(make_ticket("Mine"), assignee=agent)
    assign_ticket(make_ticket("Team's"), team=team)

    assert subjects(staff, "?assignee=mine") == ["Mine"]
    assert subjects(staff, "?assignee=nobody") == ["Team's"]
    assert subjects(staff, f"?team={team.pk}") == ["Team's"]


@pytest.mark.parametrize(
    "query",
    ["?status=x", "?assignee=x", "?team=x", "?page=x", "?page=99", "?q=%00", "?q=" + "x" * 999],
)
def test_a_wish_that_makes_no_sense_is_left_out(staff: Client, ticket: Ticket, query: str) -> None:
    assert subjects(staff, query) == [ticket.subject]


def test_pages_keep_what_was_asked(
    staff: Client, make_ticket: MakeTicket, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tickets.views.tickets.PAGE", 2)
    for number in range(3):
        make_ticket(f"Printer {number}")

    first = staff.get("/tickets/?q=printer&page=1")

    assert [ticket.subject for ticket in first.context["page"]] == ["Printer 2", "Printer 1"]
    assert 'href="?q=printer&amp;page=2"' in first.content.decode()
    assert subjects(staff, "?q=printer&page=2") == ["Printer 0"]
