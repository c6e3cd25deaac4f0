import pytest

from reports.choices import Comparison
from reports.measures.first_reply import first_reply
from reports.measures.ratios import Ratio
from tests.reports.rows import HELSINKI, add_chats, add_contacts, at, filters

pytestmark = pytest.mark.django_db
NOON = at("2026-05-05 12:00")


def test_in_time_means_at_most_so_many_seconds_after_the_opening() -> None:
    add_chats(NOON, 1, reply_after=0)
    add_chats(NOON, 2, reply_after=10)
    add_chats(NOON, 4, reply_after=10.001)
    add_chats(NOON, 8, reply_after=60)
    add_chats(NOON, 16, reply_after=60.001)

    replies = first_reply(filters("2026-05-01", "2026-05-31"), zone=HELSINKI).now

    assert replies.in_promise == Ratio(3, 31)
    assert replies.in_limit == Ratio(15, 31)


def test_chats_that_nobody_answered_are_late_and_those_that_wait_are_open() -> None:
    add_chats(NOON, 3, reply_after=5)
    add_chats(NOON, 1, reply_after=None)
    add_contacts("chat", NOON, 7)
    add_contacts("phone", NOON, 7, ended_at=NOON, first_reply_at=NOON)

    replies = first_reply(filters("2026-05-01", "2026-05-31"), zone=HELSINKI).now

    assert replies.in_promise == Ratio(3, 4)


def test_the_period_before_is_counted_apart() -> None:
    add_chats(NOON, 3)
    add_chats(at("2026-04-05 12:00"), 5, reply_after=30)

    found = first_reply(filters("2026-05-01", "2026-05-31"), zone=HELSINKI)

    assert (found.now.in_promise, found.before.in_promise) == (Ratio(3, 3), Ratio(0, 5))
    assert found.before.in_limit == Ratio(5, 5)


def test_compared_with_nothing_there_is_no_share_before() -> None:
    asked = filters("2026-05-01", "2026-05-31", comparison=Comparison.NONE)

    assert first_reply(asked, zone=HELSINKI).before.in_promise.share is None
