"""What a chat took of its agents stays with its contact."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from chat import handoff
from chat.actions import accept_chat, close_chat, open_chat
from chat.choices import EndReason
from chat.models import Chat, Participation
from chat.took import what_it_took
from helpdesk.people.models import User
from tests.chat.conftest import MakeAgent
from tickets.models import Contact

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def minutes(count: float) -> Any:
    return NOW + timedelta(minutes=count)


def was_in(chat: Chat, agent: User, start: float, end: float | None) -> None:
    Participation.objects.create(
        chat=chat,
        agent=agent,
        via="pick",
        starts_at=minutes(start),
        ends_at=None if end is None else minutes(end),
    )


def ended(chat: Chat, start: float, end: float) -> Chat:
    Chat.objects.filter(pk=chat.pk).update(
        opened_at=minutes(start), state="closed", ended_at=minutes(end)
    )
    return Chat.objects.get(pk=chat.pk)


@pytest.fixture
def colleague(make_agent: MakeAgent) -> User:
    return make_agent("bertta")


@pytest.fixture
def two(opened: Any) -> tuple[Chat, Chat]:
    return opened.chat, open_chat(question="No Wi-Fi", language="en", name="Leo").chat


def test_time_with_two_chats_is_shared_between_them(two: tuple[Chat, Chat], agent: User):
    first, second = two
    was_in(first, agent, 0, 10)
    was_in(second, agent, 4, None)

    took = what_it_took(ended(first, 0, 10))

    assert (took.attention_seconds, took.most_at_once) == (4 * 60 + 3 * 60, 2)
    assert took.concurrency == pytest.approx((4 * 1 + 6 * 2) / 10)


def test_a_chat_passed_to_and_fro_has_two_agents_and_a_bounce(
    opened: Any, agent: User, colleague: User
):
    was_in(opened.chat, agent, 0, 2)
    was_in(opened.chat, colleague, 2, 4)
    was_in(opened.chat, agent, 4, 6)

    took = what_it_took(ended(opened.chat, 0, 6))

    assert (took.agents, took.bounces, took.attention_seconds) == (2, 1, 360)


def test_a_chat_nobody_took_took_no_attention(opened: Any):
    took = what_it_took(ended(opened.chat, 0, 6))

    assert (took.agents, took.attention_seconds, took.concurrency) == (0, None, None)


def test_the_ticket_of_a_chat_brings_its_facts_to_the_contact(opened: Any, agent: User):
    accept_chat(opened.chat.pk, agent=agent)
    close_chat(opened.chat.pk, reason=EndReason.AGENT, agent=agent, outcome="solved")

    handoff.open_ticket_for(opened.chat.pk)

    contact = Contact.objects.get(chat=opened.chat)
    assert (contact.end_reason, contact.agents, contact.bounces) == ("agent", 1, 0)
    assert (contact.attention_seconds, contact.most_at_once) == (0, 1)
    assert contact.in_service_hours is True
