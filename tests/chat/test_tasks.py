"""What workers are asked for, and what happens where none can be asked."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from kombu.exceptions import OperationalError

from chat.actions import close_chat
from chat.choices import EndReason
from chat.models import Chat
from chat.tasks import MOST_WISHES, Courier, courier, open_ticket


def test_closing_hurries_the_worker_after_the_commit(
    opened: Any,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(open_ticket, "delay", asked.append)

    with django_capture_on_commit_callbacks(execute=True):
        close_chat(opened.chat.pk, reason=EndReason.VISITOR)
        courier.wishes.join()
        before = list(asked)
    courier.wishes.join()

    assert (before, asked) == ([], [str(opened.chat.pk)])


@pytest.mark.parametrize("error", [OperationalError("no broker"), ValueError("anything")])
def test_without_a_broker_the_chat_still_closes_and_the_next_is_asked_for(
    opened: Any,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Callable[..., Any],
    error: Exception,
) -> None:
    asked: list[str] = []

    def refuse_first(chat: str) -> None:
        asked.append(chat)
        if len(asked) == 1:
            raise error

    monkeypatch.setattr(open_ticket, "delay", refuse_first)

    with django_capture_on_commit_callbacks(execute=True):
        close_chat(opened.chat.pk, reason=EndReason.VISITOR)
    courier.hurry(uuid4())
    courier.wishes.join()

    assert (Chat.objects.owed_a_ticket().count(), len(asked)) == (1, 2)


def test_a_broker_that_hangs_holds_up_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    held, hanging = threading.Event(), threading.Event()

    def hang(chat: str) -> None:
        hanging.set()
        held.wait(10)
        asked.append(chat)

    monkeypatch.setattr(open_ticket, "delay", hang)
    slow = Courier()
    slow.hurry(uuid4())
    hanging.wait(10)

    for _ in range(MOST_WISHES + 5):
        slow.hurry(uuid4())
    before = list(asked)
    held.set()
    slow.wishes.join()

    assert (before, len(asked)) == ([], MOST_WISHES + 1)
