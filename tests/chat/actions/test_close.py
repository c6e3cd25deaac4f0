"""The end of a chat."""

from __future__ import annotations

import uuid
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection

from chat.actions import accept_chat, close_chat, rate_chat
from chat.choices import EndReason, State
from chat.errors import ChatClosed, UnknownChat
from chat.models import Chat
from helpdesk.errors import DomainError
from helpdesk.people.models import User
from tests.chat.conftest import MakeAgent
from tickets.choices import Alternative
from tickets.models import Contact


@pytest.mark.django_db(transaction=True)
def test_all_sides_closing_at_once_close_it_once(opened: Any, agent: User) -> None:
    accept_chat(opened.chat.pk, agent=agent)
    reasons = [EndReason.VISITOR, EndReason.AGENT, EndReason.IDLE, EndReason.LEFT] * 2

    def close(reason: EndReason) -> bool:
        try:
            close_chat(opened.chat.pk, reason=reason)
        except ChatClosed:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(8) as hands:
        answers = list(hands.map(close, reasons))

    assert answers.count(True) == 1
    assert opened.chat.events.filter(kind="closed").count() == 1


def test_a_visitor_who_leaves_the_queue_has_abandoned_the_chat(opened: Any) -> None:
    close_chat(opened.chat.pk, reason=EndReason.VISITOR)

    assert Chat.objects.get(pk=opened.chat.pk).state == State.ABANDONED


def test_a_colleague_cannot_close_my_chat(opened: Any, agent: User, make_agent: MakeAgent) -> None:
    accept_chat(opened.chat.pk, agent=agent)

    with pytest.raises(UnknownChat):
        close_chat(opened.chat.pk, reason=EndReason.AGENT, agent=make_agent("mikko"))


def test_the_same_close_again_is_the_same_entry(opened: Any, agent: User) -> None:
    accept_chat(opened.chat.pk, agent=agent)
    wish: dict[str, Any] = {"reason": EndReason.AGENT, "agent": agent, "client_id": uuid.uuid4()}

    first, again_first = close_chat(opened.chat.pk, **wish)
    second, again_second = close_chat(opened.chat.pk, **wish)

    assert (first.seq, again_first, again_second) == (second.seq, False, True)


def test_the_survey_is_asked_after_the_end_and_answered_once(opened: Any) -> None:
    answers: dict[str, Any] = {
        "was_solved": True,
        "satisfaction": 5,
        "alternative": Alternative.PHONE,
    }

    with pytest.raises(DomainError) as early:
        rate_chat(opened.chat, **answers)
    close_chat(opened.chat.pk, reason=EndReason.VISITOR)
    rate_chat(opened.chat, **answers)
    with pytest.raises(DomainError) as late:
        rate_chat(opened.chat, **answers)

    contact = Contact.objects.get(chat=opened.chat)
    assert (early.value.code, late.value.code) == ("still_open", "already_answered")
    assert (contact.was_solved, contact.satisfaction, contact.alternative) == (True, 5, "phone")
    assert opened.chat.events.filter(kind="rated").count() == 1
