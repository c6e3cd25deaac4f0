"""Chats in time are counted of all chats that are decided, not only of those answered."""

from decimal import Decimal

import pytest

from helpdesk.people.models import Desk
from reports.filters import Scope
from tests.reports.catalogue.asking import answer
from tests.reports.rows import add_chats, add_contacts, add_topic, at

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


def test_waits_of_all_topics_are_not_shown_as_those_of_one(desk: Desk):
    topic = add_topic("wifi")
    add_chats(NOON, 6, topic=topic)
    scope = Scope(topic=topic, topic_ids=frozenset([topic.pk]))

    found = answer(desk, "answer-times", "2026-03-01", "2026-03-31", scope=scope)

    assert [grid.key for grid in found.grids] == ["replies"]
    assert found.notes == (
        "How long they waited is told for all topics together: choose all topics.",
    )
