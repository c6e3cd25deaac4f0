"""An agent's own figures: one's own only, in a fixed number of queries."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from chat.models import PresenceSpan, Relief
from helpdesk.people.choices import Role
from helpdesk.people.models import Desk, User
from tests.chat.conftest import MakeAgent
from tests.reports.answered import add_answered, add_shift, hand_over

PAGE = "/console/own/"


def page(user: User) -> str:
    client = Client()
    client.force_login(user)
    shown = client.get(PAGE, headers={"accept-language": "en"}).content.decode()
    return " ".join(re.sub(r"<[^>]+>", " ", shown.partition("<main")[2]).split())


def answered(agent: User, *gaps: float, days_ago: float = 2) -> None:
    """In the third hour of a shift."""
    start = timezone.now() - timedelta(days=days_ago)
    add_shift(agent, start - timedelta(hours=2.5))
    add_answered(agent, start, gaps)
    hand_over()


@pytest.fixture
def mikko(make_agent: MakeAgent) -> User:
    return make_agent("mikko")


def test_each_sees_their_own_and_nobody_elses(desk: Desk, agent: User, mikko: User) -> None:
    answered(agent, 10, 20, 30)
    answered(mikko, 77)

    seen = page(agent), page(mikko)

    assert ["2–3 3 20 1.0" in each for each in seen] == [True, False]
    assert ["2–3 1 77 1.0" in each for each in seen] == [False, True]


def test_a_supervisor_sees_nothing_of_an_agent(desk: Desk, agent: User) -> None:
    answered(agent, 10)
    Relief.objects.create(user=agent, stretch_minutes=120, load_percent=93)
    leena = User.objects.create_user("leena", role=Role.SUPERVISOR)

    client = Client()
    client.force_login(leena)
    with_name = client.get(PAGE, {"user": agent.pk, "agent": agent.pk}).content.decode()

    assert page(leena).count("No answers in chats yet.") == 3
    assert "93 %" not in with_name


def test_a_relief_says_since_when_and_why(desk: Desk, agent: User) -> None:
    Relief.objects.create(user=agent, stretch_minutes=120, load_percent=93)

    assert "93 % of your places were taken for 120 minutes." in page(agent)


def test_a_desk_without_the_rule_says_so(desk: Desk, agent: User) -> None:
    Desk.objects.update(eases_load=False)

    assert "The desk does not use this rule now." in page(agent)


@pytest.mark.parametrize("days", [1, 3])
def test_the_page_takes_a_fixed_number_of_queries(
    desk: Desk, agent: User, django_assert_num_queries: DjangoAssertNumQueries, days: int
) -> None:
    PresenceSpan.objects.all().delete()
    for day in range(1, days + 1):
        answered(agent, 10, days_ago=day)
        Relief.objects.create(
            user=agent, stretch_minutes=120, load_percent=80, ends_at=timezone.now()
        )
    client = Client()
    client.force_login(agent)

    with django_assert_num_queries(8):
        client.get(PAGE)
