"""The supervisor's pages."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from chat.models import Block, Incident
from helpdesk.people.models import Desk
from tests.admin_objects import make_incident
from tests.roles import client_as

pytestmark = pytest.mark.django_db


def test_the_page_brings_the_words_that_its_scripts_say(desk: Desk) -> None:
    page = client_as("supervisor").get(reverse("chat:supervisor"))

    assert 'data-view="desk"' in page.text
    assert '<p data-word="reason-lunch">Lunch</p>' in page.text


def test_the_menu_leads_supervisors_and_nobody_else_there(desk: Desk) -> None:
    link = f'href="{reverse("chat:supervisor")}"'

    pages = [client_as(role).get(reverse("chat:console")).text for role in ("agent", "manager")]

    assert [link in page for page in pages] == [False, True]


def test_without_incidents_the_page_says_how_one_comes(desk: Desk) -> None:
    assert "with the key H" in client_as("supervisor").get(reverse("chat:blocks")).text


def test_a_block_is_listed_and_lifted(desk: Desk) -> None:
    incident = make_incident(1)
    client = client_as("supervisor")
    listed = client.get(reverse("chat:blocks")).text

    page = client.post(reverse("chat:lift", args=[incident.pk]), follow=True)

    assert ("Threats 1" in listed, "p1@x.example" in listed, "Lift the block" in listed) == (
        True,
        True,
        True,
    )
    assert "Lifted by Supervisor" in page.text
    assert "Lift the block" not in page.text
    assert Block.objects.in_force(timezone.now()).count() == 0


def test_a_block_that_ran_out_says_so(desk: Desk) -> None:
    make_incident(1)
    earlier = timezone.now() - timedelta(days=2)
    Block.objects.update(starts_at=earlier, ends_at=earlier + timedelta(days=1))

    page = client_as("supervisor").get(reverse("chat:blocks")).text

    assert ("Ran out" in page, "Lift the block" in page) == (True, False)


def test_what_a_browser_keeps_is_shown_to_nobody(desk: Desk) -> None:
    incident = make_incident(1)
    until = timezone.now() + timedelta(days=1)
    Block.objects.create(kind="browser", value="a hash", incident=incident, ends_at=until)

    assert "a hash" not in client_as("supervisor").get(reverse("chat:blocks")).text


def test_an_absent_incident_is_not_found(desk: Desk) -> None:
    assert client_as("manager").post(reverse("chat:lift", args=[7])).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_queries_does_not_grow(
    desk: Desk, count: int, django_assert_num_queries: Any
) -> None:
    for number in range(count):
        make_incident(number)
    client = client_as("supervisor")
    client.get(reverse("chat:blocks"))

    with django_assert_num_queries(5):
        client.get(reverse("chat:blocks"))

    assert Incident.objects.count() == count
