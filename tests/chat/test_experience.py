"""What recent chats teach about waits."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from chat.actions import open_chat
from chat.choices import Joined, OfferEnd
from chat.experience import recent_experience
from chat.models import Chat, Offer, Participation
from chat.waits import Answers, Served
from helpdesk.people.models import Desk, User


@pytest.fixture
def now(desk: Desk, agent: User) -> datetime:
    """At a desk that lets everybody in."""
    Desk.objects.update(wait_limit_seconds=0)
    return timezone.now()


def chat(at: datetime, *, waited: float | None, lasted: float = 600) -> Chat:
    """One that opened then, was answered after so many seconds (or never), and ended."""
    found = open_chat(question="Hello?", language="en").chat
    replied = None if waited is None else at + timedelta(seconds=waited)
    Chat.objects.filter(pk=found.pk).update(
        opened_at=at,
        first_reply_at=replied,
        ended_at=at + timedelta(seconds=lasted),
        state="closed",
    )
    return found


def part(of: Chat, agent: User, at: datetime, seconds: float) -> None:
    Participation.objects.create(
        chat=of,
        agent=agent,
        via=Joined.OFFER,
        starts_at=at,
        ends_at=at + timedelta(seconds=seconds),
    )


def test_the_parts_of_a_chat_count_as_one_service(now: datetime, agent: User) -> None:
    at = now - timedelta(days=1)
    found = chat(at, waited=5)
    part(found, agent, at, 30)
    part(found, agent, at + timedelta(seconds=30), 300)

    assert recent_experience(now).served == (Served(330, 1),)


def test_an_answer_counts_from_the_first_offer(now: datetime, agent: User) -> None:
    at = now - timedelta(minutes=20)
    found = chat(at, waited=100)
    Offer.objects.create(
        chat=found,
        agent=agent,
        offered_at=at + timedelta(seconds=88),
        expires_at=at + timedelta(seconds=98),
        ended_at=at + timedelta(seconds=92),
        end=OfferEnd.ACCEPTED,
    )

    assert recent_experience(now).answers == Answers(12, 12, 12)


def test_patience_counts_those_who_left_and_all_time_waited(now: datetime, agent: User) -> None:
    at = now - timedelta(days=2)
    chat(at, waited=10)
    chat(at, waited=None, lasted=90)

    known = recent_experience(now)

    assert (known.waited_s, known.left) == (100, 1)


def test_what_is_long_ago_teaches_nothing(now: datetime, agent: User) -> None:
    at = now - timedelta(days=40)
    part(chat(at, waited=10), agent, at, 60)

    known = recent_experience(now)

    assert (known.served, known.answers, known.waited_s) == ((), None, 0)


@pytest.mark.parametrize("chats", [1, 3])
def test_it_takes_three_queries(
    now: datetime, agent: User, django_assert_num_queries: DjangoAssertNumQueries, chats: int
) -> None:
    for _ in range(chats):
        part(chat(now - timedelta(minutes=5), waited=3), agent, now - timedelta(minutes=5), 60)

    with django_assert_num_queries(3):
        recent_experience(now)
