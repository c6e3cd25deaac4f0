"""Chats in time are counted of all chats that are decided, not only of those answered."""

from decimal import Decimal

import pytest

from helpdesk.people.models import Desk
from tests.reports.catalogue.asking import answer
from tests.reports.rows import add_chats, add_contacts, at

pytestmark = pytest.mark.django_db
NOON = at("2026-03-05 12:00")


def test_unanswered_chats_are_late_and_waiting_ones_undecided(desk: Desk):
    add_chats(NOON, 6, reply_after=10)
    add_chats(NOON, 2, reply_after=60)
    add_chats(NOON, 2, reply_after=None)
    add_contacts("chat", NOON, 5)

    replies, waits = answer(desk, "answer-times", "2026-03-01", "2026-03-31").grids

    assert replies.rows[-1].values[1:5] == (10, 8, 6, Decimal("60.0"))
    assert replies.rows[-1].values[6:] == (8, Decimal("80.0"))
    assert [str(value).replace("\u00a0", " ") for value in waits.rows[-1].values[1:]] == [
        "8 s",
        "54 s",
    ]
