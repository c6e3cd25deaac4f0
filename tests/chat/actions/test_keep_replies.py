"""Chats from before answers were kept get theirs, as if they had been kept then."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db.models import F
from django.utils import timezone

from chat.actions import keep_owed_replies
from chat.actions.keep_replies import BATCH, Kept
from chat.models import Chat, Reply
from chat.reply_gaps import keep_replies
from helpdesk.people.models import Desk
from reports.actions import build_counts, refresh_counts
from reports.models import DayReply
from tests.reports.answered import add_agent, add_answered, add_shift, hand_over

pytestmark = pytest.mark.django_db
EIGHT = timezone.now().replace(hour=8, minute=0, second=0, microsecond=0) - timedelta(days=2)


def add_old_chats(number: int) -> list[Chat]:
    """Handed over, of two answers each, none of which is kept."""
    anna = add_agent("anna")
    add_shift(anna, EIGHT)
    chats = [
        add_answered(anna, EIGHT + timedelta(minutes=minute), [10, 30]) for minute in range(number)
    ]
    Chat.objects.update(first_reply_at=F("opened_at"), handed_off_at=F("ended_at"))
    return chats


def keep(*, dry_run: bool = False, progress: Callable[[int], object] = int) -> Kept:
    return keep_owed_replies(dry_run=dry_run, progress=progress)


def stored() -> list[dict[str, object]]:
    rows = Reply.objects.order_by("chat", "seq")
    return list(rows.values("chat", "seq", "agent", "at", "gap_s", "at_once", "hour", "is_last"))


def test_old_chats_get_the_answers_that_they_would_have_got_at_the_time(desk: Desk) -> None:
    add_old_chats(3)
    hand_over()
    as_usual = stored()
    Reply.objects.all().delete()

    assert keep() == Kept(chats=3, replies=6)
    assert stored() == as_usual


def test_kept_again_nothing_changes(desk: Desk) -> None:
    add_old_chats(2)
    keep()
    before = stored()

    assert keep() == Kept(chats=0, replies=0)
    assert stored() == before


def test_a_dry_run_counts_and_keeps_nothing(desk: Desk) -> None:
    add_old_chats(2)

    assert keep(dry_run=True) == Kept(chats=2, replies=4)
    assert stored() == []


def test_chats_that_are_still_to_be_handed_over_or_had_no_answer_are_left_alone(
    desk: Desk,
) -> None:
    ended, unanswered = add_old_chats(2)
    Chat.objects.filter(pk=ended.pk).update(handed_off_at=None)
    Chat.objects.filter(pk=unanswered.pk).update(first_reply_at=None)

    assert keep() == Kept(chats=0, replies=0)


def test_what_was_interrupted_goes_on_where_it_stopped(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_old_chats(3)
    monkeypatch.setitem(keep_owed_replies.__globals__, "BATCH", 1)
    told: list[int] = []

    def stop_after_two(chats: int) -> None:
        told.append(chats)
        if len(told) == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        keep(progress=stop_after_two)

    assert len(stored()) == 4
    assert keep() == Kept(chats=1, replies=2)


def test_no_more_chats_are_taken_at_once_than_fit(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_old_chats(5)
    monkeypatch.setitem(keep_owed_replies.__globals__, "BATCH", 2)
    told: list[int] = []

    keep(progress=told.append)

    assert told == [2, 2, 1]
    assert BATCH == 200


def test_a_chat_that_is_handed_over_meanwhile_keeps_its_answers_once(desk: Desk) -> None:
    first, second = sorted(add_old_chats(2), key=lambda chat: chat.pk)

    keep(progress=lambda _chats: keep_replies([first.pk, second.pk]))

    assert len(stored()) == 4


def test_reports_have_them_at_their_next_count(desk: Desk) -> None:
    add_old_chats(2)
    build_counts()
    assert not DayReply.objects.exists()

    keep()
    refresh_counts()

    assert sum(DayReply.objects.values_list("n", flat=True)) == 4
