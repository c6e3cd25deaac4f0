"""Several processes that route at the same moment, and what the database forbids."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from chat.actions import accept_chat, route
from chat.actions.offer import ROUTING
from chat.models import Chat, Offer, Presence
from helpdesk.people.models import Desk, User
from tests.chat.actions.offers import ask, shown
from tests.chat.conftest import MakeAgent


@pytest.mark.django_db(transaction=True)
def test_processes_that_route_at_once_show_each_chat_once(
    desk: Desk, make_agent: MakeAgent
) -> None:
    for n in range(4):
        make_agent(f"agent{n}", capacity=6)
    Presence.objects.update(since=timezone.now() - timedelta(hours=1))
    chats = {ask(str(n)).pk for n in range(20)}

    def work(_: int) -> None:
        try:
            route()
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as hands:
        list(hands.map(work, range(8)))

    assert set(shown()) == chats
    assert Offer.objects.count() == 20


@pytest.mark.django_db(transaction=True)
def test_whoever_routes_waits_for_whoever_routes_already(desk: Desk, agent: User) -> None:
    ask()

    def work() -> None:
        try:
            route()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as hands:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ROUTING])
            late = hands.submit(work)
            while not _is_waited_for():
                pass
            before = Offer.objects.count()
        late.result()

    assert (before, Offer.objects.count()) == (0, 1)


def _is_waited_for() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
        return bool(cursor.fetchone()[0])


@pytest.mark.parametrize("waiting", [1, 3])
def test_what_the_rules_need_is_read_in_a_fixed_number_of_queries(
    desk: Desk,
    agent: User,
    mikko: User,
    django_assert_num_queries: DjangoAssertNumQueries,
    waiting: int,
) -> None:
    Presence.objects.update(capacity=1)
    for n in range(2 + waiting):
        ask(str(n), email="aino@uni.example", name="Aino")
    for chat, who in zip(Chat.objects.waiting()[:2], (agent, mikko), strict=True):
        accept_chat(chat.pk, agent=who)

    with django_assert_num_queries(17):
        route()
