"""Merging by the API."""

from __future__ import annotations

import pytest
from rest_framework.test import APIClient

from helpdesk.people.models import Requester, User
from tests.tickets.conftest import MakeTicket
from tickets.actions import merge_requesters, open_ticket, record_contact
from tickets.models import Ticket

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk")]


def test_a_ticket_is_merged_once_and_the_kept_one_is_answered(
    api: APIClient, make_ticket: MakeTicket
) -> None:
    one, kept = make_ticket(), make_ticket()

    answers = [api.post(f"/api/v1/tickets/{one.pk}/merge/", {"into": kept.pk}) for _ in range(2)]

    assert [(each.status_code, each.json()["id"]) for each in answers] == [(200, kept.pk)] * 2
    assert len(answers[0].json()["contacts"]) == 2
    assert api.get(f"/api/v1/tickets/{one.pk}/").json()["merged_into"] == kept.pk


@pytest.mark.parametrize("given", [{}, {"into": 999_999_999}, {"into": "x"}])
def test_merging_into_nothing_is_refused(
    api: APIClient, ticket: Ticket, given: dict[str, object]
) -> None:
    assert api.post(f"/api/v1/tickets/{ticket.pk}/merge/", given).status_code == 400


def test_merging_tickets_of_two_people_has_to_be_meant(api: APIClient, ticket: Ticket) -> None:
    leo = Requester.objects.create(name="Leo")
    other = open_ticket(record_contact(channel="phone", requester=leo), subject="?")
    url = f"/api/v1/tickets/{other.pk}/merge/"

    refused = api.post(url, {"into": ticket.pk})
    done = api.post(url, {"into": ticket.pk, "other_person": True})

    assert (refused.status_code, refused.json()["code"]) == (409, "two_people")
    assert done.status_code == 200


def test_the_number_of_somebody_merged_leads_to_who_is_kept(
    api: APIClient, requester: Requester, agent: User
) -> None:
    twin = Requester.objects.create(name="A. K.", email="ak@home.example")
    merge_requesters(twin, into=requester, by=agent)

    shown = api.get(f"/api/v1/requesters/{twin.pk}/").json()
    listed = api.get("/api/v1/requesters/").json()["results"]
    found = api.get("/api/v1/requesters/?search=ak@home").json()["results"]

    assert [each["id"] for each in (shown, *listed, *found)] == [requester.pk] * 3
