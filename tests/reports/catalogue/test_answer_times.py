"""Chats in time are counted of all chats that are decided, not only of those answered."""

from decimal import Decimal

import pytest

from helpdesk.people.models import Desk
from reports.exports.csv import grid_to_csv
from reports.filters import Scope
from reports.grids import Kind
from reports.templatetags.grids import lines
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
    assert waits.rows[-1].values[1:] == (8, 54)
    assert [column.kind for column in waits.columns[1:]] == [Kind.SECONDS] * 2


def test_a_wait_beyond_all_that_is_told_apart_is_longer_than_that(desk: Desk):
    add_chats(NOON, 6, reply_after=10)
    add_chats(NOON, 4, reply_after=4000)

    waits = answer(desk, "answer-times", "2026-03-01", "2026-03-31").grids[1]

    _label, median, decile = (text for _column, text, _query in lines(waits)[-1][1])
    assert (median, decile) == ("9\u00a0s", "more than 1\u00a0h")
    assert grid_to_csv(waits).decode().splitlines()[-1].endswith(",9,more than 1\u00a0h")


def test_waits_of_all_topics_are_not_shown_as_those_of_one(desk: Desk):
    topic = add_topic("wifi")
    add_chats(NOON, 6, topic=topic)
    scope = Scope(topic=topic, topic_ids=frozenset([topic.pk]))

    found = answer(desk, "answer-times", "2026-03-01", "2026-03-31", scope=scope)

    assert [grid.key for grid in found.grids] == ["replies"]
    assert found.notes == (
        "How long they waited is told for all topics together: choose all topics.",
    )
