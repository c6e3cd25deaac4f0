"""The bell, its list, and what is mailed of it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from helpdesk.people.models import User
from tests.tickets.conftest import MakeTicket
from tickets.actions import add_comment, assign_ticket
from tickets.models import Ticket

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk")]


@pytest.fixture
def staff(client: Client, agent: User) -> Client:
    client.force_login(agent)
    return client


@pytest.fixture
def mine(ticket: Ticket, agent: User) -> Ticket:
    assign_ticket(ticket, assignee=agent, actor=agent)
    add_comment(ticket, kind="message", body="It still burns")
    return ticket


def count_in(page: Any) -> list[str]:
    """What stands beside the bell, where it is shown."""
    return re.findall(r'data-part="count">([^<]*)<', page.content.decode())


def events_in(page: Any) -> list[str]:
    return re.findall(r'data-events="([\d ]+)"', page.content.decode())


def test_the_list_names_what_who_and_which_ticket(staff: Client, mine: Ticket) -> None:
    page = staff.get("/notices/").content.decode()

    assert 'data-count="1" data-label="1 new"' in page
    assert "Aino Kallio answered" in page
    assert f'href="/tickets/{mine.pk}/"' in page
    assert f"#{mine.pk} Printer on fire" in page


def test_an_empty_list_says_what_will_stand_there(staff: Client) -> None:
    page = staff.get("/notices/").content.decode()

    assert "You are told here when a ticket is assigned to you" in page


@pytest.mark.parametrize("address", ["/tickets/", "/console/", "/notices/mails/"])
def test_the_bell_says_how_many_are_new(staff: Client, mine: Ticket, address: str) -> None:
    assert count_in(staff.get(address)) == ["1 new"]


def test_the_page_of_the_ticket_itself_has_no_news_of_it(staff: Client, mine: Ticket) -> None:
    assert count_in(staff.get(f"/tickets/{mine.pk}/")) == []


def test_what_comes_while_the_page_of_a_ticket_stands_open_is_told(
    staff: Client, mine: Ticket
) -> None:
    page = staff.get(f"/tickets/{mine.pk}/")
    staff.post(f"/tickets/{mine.pk}/looking/", {"event": page.context["last_event"]})
    add_comment(mine, kind="message", body="Hello?")

    assert 'data-label="1 new"' in staff.get("/notices/").content.decode()


def test_opening_the_list_makes_it_known(staff: Client, mine: Ticket) -> None:
    (events,) = events_in(staff.get("/notices/"))

    answer = staff.post("/notices/seen/", {"events": events})

    assert answer.status_code == 204
    assert count_in(staff.get("/tickets/")) == []


@pytest.mark.parametrize("events", ["", "x", "-1", "0", "99999999999999999999", "²"])
def test_events_that_are_none_are_passed_over(staff: Client, mine: Ticket, events: str) -> None:
    assert staff.post("/notices/seen/", {"events": events}).status_code == 204
    assert count_in(staff.get("/tickets/")) == ["1 new"]


def test_the_page_of_a_ticket_makes_its_news_known(staff: Client, mine: Ticket) -> None:
    page = staff.get(f"/tickets/{mine.pk}/")

    staff.post(f"/tickets/{mine.pk}/looking/", {"event": page.context["last_event"]})

    assert count_in(staff.get("/tickets/")) == []


def test_a_list_that_did_not_change_is_not_sent_again(staff: Client, mine: Ticket) -> None:
    first = staff.get("/notices/")

    again = staff.get("/notices/", headers={"If-None-Match": first["ETag"]})

    assert (again.status_code, first["Cache-Control"]) == (304, "private, no-cache")


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_as_many_queries_whatever_stands_in_it(
    staff: Client, agent: User, make_ticket: MakeTicket, django_assert_num_queries: Any, count: int
) -> None:
    for _number in range(count):
        add_comment(
            assign_ticket(make_ticket(), assignee=agent, actor=agent), kind="message", body="Hi"
        )

    with django_assert_num_queries(4):  # session, user, desk, notices
        assert len(events_in(staff.get("/notices/"))) == count


def test_mails_are_off_until_one_wants_them(staff: Client, agent: User) -> None:
    assert (agent.mails_assigned, agent.mails_answered) == (False, False)
    assert staff.get("/notices/mails/").content.decode().count(" checked") == 0

    staff.post("/notices/mails/", {"answered": "on"})

    agent.refresh_from_db()
    assert (agent.mails_assigned, agent.mails_answered) == (False, True)
    assert staff.get("/notices/mails/").content.decode().count(" checked") == 1


def test_whoever_has_no_address_is_told_so(staff: Client, agent: User) -> None:
    User.objects.filter(pk=agent.pk).update(email="")

    assert "No e-mail address of yours is known" in staff.get("/notices/mails/").content.decode()


@pytest.mark.parametrize(
    ("begun", "named"),
    [("", ["bo", "matti.s"]), ("B", ["bo"]), ("virt", ["matti.s"]), ("an", []), ("x", [])],
)
def test_colleagues_are_proposed_by_the_beginning_of_a_name(
    staff: Client, begun: str, named: list[str]
) -> None:
    User.objects.create_user("bo", "bo@desk.example", first_name="Bo")
    User.objects.create_user("matti.s", "m@desk.example", first_name="Matti", last_name="Virta")
    User.objects.create_user("bob", "bob@desk.example", is_active=False)

    page = staff.post("/notices/colleagues/", {"q": begun}).content.decode()

    assert re.findall(r'data-name="([^"]+)"', page) == named
