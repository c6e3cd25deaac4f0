from __future__ import annotations

import pytest
from pytest_django import DjangoAssertNumQueries
from rest_framework.test import APIClient

from tests.admin_objects import make_requester
from tests.roles import user_as

pytestmark = pytest.mark.django_db


@pytest.fixture
def api() -> APIClient:
    client = APIClient()
    client.force_authenticate(user_as("agent"))
    return client


@pytest.mark.parametrize("rows", [1, 3])
def test_a_list_costs_the_same_however_long(
    api: APIClient, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(rows):
        make_requester(n)

    with django_assert_num_queries(3):
        api.get("/api/v1/requesters/")


def test_people_are_found_by_a_part_of_what_is_known(api: APIClient) -> None:
    make_requester(1)
    wanted = make_requester(2)

    answer = api.get("/api/v1/requesters/?search=PERSON2@")

    assert [person["id"] for person in answer.json()["results"]] == [wanted.pk]


def test_one_person_is_shown(api: APIClient) -> None:
    person = make_requester(1)

    shown = api.get(f"/api/v1/requesters/{person.pk}/").json()

    assert (shown["name"], shown["email"]) == ("Person 1", "person1@uni.example")


@pytest.mark.parametrize("size", [1, 2])
def test_a_page_is_as_long_as_asked_for(api: APIClient, size: int) -> None:
    for n in range(3):
        make_requester(n)

    answer = api.get(f"/api/v1/requesters/?page_size={size}").json()

    assert (len(answer["results"]), answer["count"]) == (size, 3)
