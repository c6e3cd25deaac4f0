"""Each list of the admin costs the same queries with one row and with three."""

from __future__ import annotations

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tests.admin_objects import MAKERS
from tests.roles import client_as

pytestmark = pytest.mark.django_db

QUERIES = {
    "chat.chat": 11,
    "chat.offer": 7,
    "chat.participation": 7,
    "chat.presencespan": 7,
    "chat.skill": 8,
    "knox.authtoken": 6,
    "mfa.authenticator": 6,
    "people.holiday": 8,
    "people.privacyrecord": 8,
    "people.requester": 8,
    "people.servicehours": 7,
    "people.team": 6,
    "people.term": 6,
    "people.user": 8,
    "reports.annotation": 8,
    "reports.costrate": 8,
    "reports.target": 6,
    "socialaccount.socialaccount": 6,
    "tickets.article": 7,
    "tickets.cannedreply": 8,
    "tickets.contact": 11,
    "tickets.ticket": 11,
    "tickets.topic": 8,
}


def test_every_list_is_counted() -> None:
    assert {*QUERIES, "people.desk"} == set(MAKERS)


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("label", sorted(QUERIES))
def test_a_list_costs_the_same_however_long(
    label: str, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(1, rows + 1):
        MAKERS[label](n)
    client, url = client_as("superuser"), reverse(f"admin:{label.replace('.', '_')}_changelist")
    client.get(url)

    with django_assert_num_queries(QUERIES[label]):
        response = client.get(url)

    assert response.status_code == 200
