"""The answers of a chat are kept when it is over: once, with what held at that moment."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from chat import handoff
from chat.models import Chat, PresenceSpan, Reply
from chat.reply_gaps import keep_replies
from helpdesk.people.models import Desk
from tests.reports.answered import add_agent, add_answered, add_shift

pytestmark = pytest.mark.django_db
EIGHT = timezone.now().replace(hour=8, minute=0, second=0, microsecond=0) - timedelta(days=2)


def kept() -> list[tuple[int, float, int, int | None, bool]]:
    rows = Reply.objects.order_by("chat__opened_at", "seq")
    return [(r.seq, r.gap_s, r.at_once, r.hour, r.is_last) for r in rows]


def test_each_answer_has_its_gap_load_and_hour_and_the_last_is_known(desk: Desk) -> None:
    anna = add_agent("anna")
    add_shift(anna, EIGHT)
    first = add_answered(anna, EIGHT + timedelta(minutes=50), [10, 700], minutes=30)
    add_answered(anna, EIGHT + timedelta(minutes=52), [5], minutes=5)

    assert keep_replies([first.pk]) == 2
    assert kept() == [(2, 10.0, 1, 0, False), (4, 700.0, 1, 1, True)]


def test_other_chats_of_that_moment_count_though_they_began_later(desk: Desk) -> None:
    anna = add_agent("anna")
    add_shift(anna, EIGHT)
    first = add_answered(anna, EIGHT, [10, 300], minutes=20)
    for minute in (2, 3):
        add_answered(anna, EIGHT + timedelta(minutes=minute), [5], minutes=5)

    keep_replies([first.pk])

    assert [at_once for _seq, _gap, at_once, _hour, _last in kept()] == [1, 3]


def test_keeping_them_again_changes_nothing(desk: Desk) -> None:
    anna = add_agent("anna")
    add_shift(anna, EIGHT)
    chat = add_answered(anna, EIGHT, [10, 20])
    keep_replies([chat.pk])
    before = list(Reply.objects.values())

    assert keep_replies([chat.pk]) == 0
    assert list(Reply.objects.values()) == before


def test_a_chat_that_goes_on_has_none_yet(desk: Desk) -> None:
    chat = add_answered(add_agent("anna"), EIGHT, [10])
    Chat.objects.update(ended_at=None, state="active")

    assert keep_replies([chat.pk]) == 0


def test_without_a_known_presence_the_gap_is_kept_and_the_hour_is_not(desk: Desk) -> None:
    anna = add_agent("anna")
    chat = add_answered(anna, EIGHT, [10])
    add_shift(anna, EIGHT - timedelta(hours=20), hours=30)

    keep_replies([chat.pk])

    assert kept() == [(2, 10.0, 1, None, False)]


def test_the_same_is_kept_one_by_one_and_all_at_once(desk: Desk) -> None:
    for name in ("anna", "mikko"):
        agent = add_agent(name)
        for day in range(3):
            start = EIGHT - timedelta(days=day)
            add_shift(agent, start, hours=3)
            add_shift(agent, start + timedelta(hours=4), hours=4)
            for minute in (5, 9, 200, 300):
                add_answered(agent, start + timedelta(minutes=minute), [10, 30, 90])
    chats = list(Chat.objects.values_list("pk", flat=True))
    for chat in chats:
        keep_replies([chat])
    one_by_one = kept()
    Reply.objects.all().delete()

    keep_replies(chats)

    assert kept() == one_by_one
    assert len(one_by_one) == 2 * 3 * 4 * 3


def test_they_are_kept_when_the_ticket_is_made(desk: Desk) -> None:
    anna = add_agent("anna")
    add_shift(anna, EIGHT)
    chat = add_answered(anna, EIGHT, [10])
    Chat.objects.update(outcome="solved")

    handoff.open_ticket_for(chat.pk)
    PresenceSpan.objects.all().delete()
    handoff.open_ticket_for(chat.pk)

    assert kept() == [(2, 10.0, 1, 0, True)]
