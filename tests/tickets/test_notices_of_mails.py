"""Who wrote a reply learns that no mail brought it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone

from helpdesk.people.models import User
from tickets.actions import assign_ticket, reply_to_requester, send_again, send_reply
from tickets.models import Comment, Ticket
from tickets.notices import notices_for
from tickets.querysets import SEND_TRIES

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk")]
TOLD = "Could not be mailed to aino@uni.example"


@pytest.fixture
def colleague(db: None) -> User:
    return User.objects.create_user("bo", "bo@desk.example", first_name="Bo")


@pytest.fixture
def unmailed(
    ticket: Ticket,
    agent: User,
    colleague: User,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Any,
) -> Comment:
    """The colleague's reply on a ticket of the agent's, solved by it, after its last try."""

    def refuse(*_args: Any) -> int:
        raise ConnectionRefusedError

    monkeypatch.setattr(EmailBackend, "send_messages", refuse)
    assign_ticket(ticket, assignee=agent, actor=agent)
    reply = reply_to_requester(ticket, author=colleague, body="Read", key=uuid4(), to="solved")
    yesterday = timezone.now() - timedelta(days=1)
    Comment.objects.update(send_tries=SEND_TRIES - 1, created_at=yesterday)
    with django_capture_on_commit_callbacks(execute=True):
        send_reply(reply.pk)
    return reply


def told(user: User) -> list[str]:
    return [notice.words for notice in notices_for(user) if notice.is_new]


def test_who_wrote_it_is_told_and_nobody_else(
    unmailed: Comment, agent: User, colleague: User
) -> None:
    assert [told(colleague), told(agent)] == [[TOLD], []]


def test_sent_again_it_is_no_news_any_more(unmailed: Comment, agent: User, colleague: User) -> None:
    send_again(unmailed, by=agent, to="aino@uni.example", seen=None)

    assert notices_for(colleague) == []
