"""The ready answers that the console fetches."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from helpdesk.people.models import Desk, Membership, Team, User
from tickets.models import CannedReply, Topic

pytestmark = pytest.mark.django_db
URL = "/canned-replies/"


def make(shortcut: str, **more: Any) -> CannedReply:
    given = {"language": "en", "body": f"Text of {shortcut}", **more}
    return CannedReply.objects.create(shortcut=shortcut, **given)


def shortcuts(client: Client) -> list[str]:
    return [reply["shortcut"] for reply in client.get(URL).json()["replies"]]


def test_an_agent_gets_everybodys_and_those_of_the_own_teams(
    client: Client, agent: User, team: Team
) -> None:
    other = Team.objects.create(name="Second line", slug="second-line")
    Membership.objects.create(user=agent, team=team)
    make("bye")
    make("hello", team=team)
    make("secret", team=other)
    make("withdrawn", is_active=False)
    client.force_login(agent)

    assert shortcuts(client) == ["bye", "hello"]


def test_a_supervisor_gets_those_of_all_teams(client: Client, supervisor: User, team: Team) -> None:
    make("hello", team=team)
    client.force_login(supervisor)

    assert shortcuts(client) == ["hello"]


def test_each_comes_with_what_is_needed_to_choose_and_fill_it(
    client: Client, agent: User, desk: Desk, topic: Topic
) -> None:
    make("hello", body="Hello {name}", topic=topic)
    client.force_login(agent)

    assert client.get(URL).json() == {
        "agent": "Anna",
        "desk": "Test desk",
        "topics": {str(topic.pk): {"fi": "Langaton verkko", "sv": "Trådlöst nät", "en": "Wi-Fi"}},
        "replies": [
            {
                "shortcut": "hello",
                "language": "en",
                "body": "Hello {name}",
                "team": None,
                "topic": topic.pk,
            }
        ],
    }


def test_a_desk_that_hides_its_agents_speaks_under_its_own_name(
    client: Client, agent: User, desk: Desk
) -> None:
    Desk.objects.update(hides_agents=True)
    client.force_login(agent)

    assert client.get(URL).json()["agent"] == "Test desk"


def test_it_is_sent_again_only_when_it_changed(client: Client, agent: User) -> None:
    make("hello")
    client.force_login(agent)
    tag = client.get(URL).headers["ETag"]

    same = client.get(URL, headers={"If-None-Match": tag})
    make("bye")
    changed = client.get(URL, headers={"If-None-Match": tag})

    assert (same.status_code, same.content, changed.status_code) == (304, b"", 200)
    assert changed.headers["Cache-Control"] == "private, no-cache"


def test_three_cost_no_more_queries_than_one(
    client: Client, agent: User, team: Team, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    Membership.objects.create(user=agent, team=team)
    client.force_login(agent)
    make("hello", team=team)
    with django_assert_num_queries(6):
        client.get(URL)
    make("bye", team=team)
    make("wait")
    with django_assert_num_queries(6):
        client.get(URL)
