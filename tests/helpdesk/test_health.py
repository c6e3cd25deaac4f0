"""What machines that watch the desk are told."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from redis.exceptions import ConnectionError as RedisIsAway

from chat.actions import close_chat
from chat.actions.rescue import SWEEPS
from chat.choices import EndReason
from chat.models import Chat
from tests.admin_objects import make_chat, make_ticket
from tickets.actions import add_comment
from tickets.models import Comment
from tickets.querysets import SEND_TRIES

pytestmark = pytest.mark.django_db
WELL = {
    "keeps_up": True,
    "tickets_late": 0,
    "mails_late": 0,
    "mails_given_up": 0,
    "swept_s_ago": None,
}


@pytest.fixture(autouse=True)
def _no_sweep_yet() -> None:
    cache.delete(SWEEPS)


def asked() -> tuple[int, dict[str, Any]]:
    answer = Client().get("/workz")
    return answer.status_code, answer.json()


def owe_mail(*, minutes: int, tries: int = 0) -> None:
    reply = add_comment(make_ticket(1), kind="reply", body="Try again")
    written = timezone.now() - timedelta(minutes=minutes)
    Comment.objects.filter(pk=reply.pk).update(
        send_to="aino@uni.example", send_tries=tries, created_at=written
    )


def owe_ticket(*, minutes: int) -> None:
    chat = make_chat(1)
    close_chat(chat.pk, reason=EndReason.VISITOR)
    ended = timezone.now() - timedelta(minutes=minutes)
    Chat.objects.filter(pk=chat.pk).update(ended_at=ended)


def test_with_nothing_owed_the_work_is_done() -> None:
    assert asked() == (200, WELL)


def test_what_has_only_just_come_is_not_late() -> None:
    owe_mail(minutes=5)
    owe_ticket(minutes=1)

    assert asked() == (200, WELL)


def test_a_ticket_that_is_owed_for_minutes_is_told() -> None:
    owe_ticket(minutes=3)

    assert asked() == (503, WELL | {"keeps_up": False, "tickets_late": 1})


def test_a_mail_that_nobody_tried_to_send_is_told() -> None:
    owe_mail(minutes=11)

    assert asked() == (503, WELL | {"keeps_up": False, "mails_late": 1})


def test_a_mail_that_was_given_up_is_counted_and_is_no_fault_of_the_workers() -> None:
    owe_mail(minutes=3000, tries=SEND_TRIES)

    assert asked() == (200, WELL | {"mails_given_up": 1})


@pytest.mark.parametrize(("ago", "status"), [(5, 200), (300, 503)])
def test_waiting_chats_that_nobody_looks_after_are_told(ago: int, status: int) -> None:
    last = timezone.now().timestamp() - ago
    cache.set(SWEEPS, (last, last), timeout=None)

    answered, told = asked()

    assert (answered, told["keeps_up"]) == (status, status == 200)
    assert told["swept_s_ago"] >= ago


def test_without_redis_the_rest_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def away(key: str) -> None:
        raise RedisIsAway

    monkeypatch.setattr(cache, "get", away)

    assert asked() == (200, WELL)
