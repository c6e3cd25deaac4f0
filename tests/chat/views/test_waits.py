"""How true the waits were that visitors were told: the page for supervisors."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from chat.actions import open_chat
from chat.models import Chat
from helpdesk.people.models import Desk, User
from tests.roles import client_as

PAGE = "/chat/desk/waits/"


def answered(waited_s: float, *, count: int = 1, days_ago: float = 1) -> None:
    """So many chats that were told “under 1 min” and waited so long."""
    opened = timezone.now() - timedelta(days=days_ago)
    for _ in range(count):
        chat = open_chat(question="Hello?", language="en").chat
        Chat.objects.filter(pk=chat.pk).update(
            opened_at=opened,
            first_reply_at=opened + timedelta(seconds=waited_s),
            told_wait_seconds=10,
            told_low_seconds=0,
            told_high_seconds=60,
        )


def text() -> str:
    page = client_as("supervisor").get(PAGE).content.decode()
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


@pytest.fixture
def large(desk: Desk, agent: User) -> None:
    """A desk that lets everybody in."""
    Desk.objects.update(wait_limit_seconds=0, queue_limit=1000)


def test_without_chats_the_page_says_so(desk: Desk) -> None:
    assert text().count("No chat with a told wait was answered in this time.") == 2


def test_too_few_chats_are_not_judged(large: None) -> None:
    answered(7, count=3)

    shown = text()
    assert shown.count("Not enough to tell: 3 waits, at least 30 are needed.") == 2
    assert (
        "On the average people waited 3.0 s less than expected; the mean error is 3.0 s." in shown
    )


def test_many_chats_are_judged_over_both_times(large: None) -> None:
    answered(8, count=30, days_ago=2)
    answered(100, count=30, days_ago=20)

    shown = text()
    assert "30 of 30 waits lay within the told range." in shown
    assert "The estimates are not good: only 30 of 60 waits lay within the told range." in shown
    assert "people waited 44.0 s longer than expected; the mean error is 46.0 s." in shown


def test_how_much_too_long_was_told_has_its_sign_in_the_table(large: None) -> None:
    answered(100, count=3)

    assert "too few to tell −90.0 90.0" in text()


def test_who_left_is_counted_apart(large: None) -> None:
    answered(8, count=1)
    left = open_chat(question="Hello?", language="en").chat
    Chat.objects.filter(pk=left.pk).update(
        opened_at=timezone.now() - timedelta(hours=1), ended_at=timezone.now(), state="abandoned"
    )

    assert "1 visitor left before an answer and is not counted" in text()


@pytest.mark.parametrize("chats", [1, 3])
def test_the_page_takes_a_fixed_number_of_queries(
    large: None, django_assert_num_queries: DjangoAssertNumQueries, chats: int
) -> None:
    answered(8, count=chats)
    client = client_as("supervisor")

    with django_assert_num_queries(9):
        client.get(PAGE)
