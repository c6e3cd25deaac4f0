"""Everybody who wanted to chat is counted, those who could not among them."""

import pytest

from chat.models import RefusedAttempt
from helpdesk.people.models import Desk
from tests.reports.catalogue.asking import answer
from tests.reports.rows import add_chats, at

pytestmark = pytest.mark.django_db
NOON = at("2026-03-05 12:00")


def test_refused_and_unanswered_people_are_lost(desk: Desk):
    add_chats(NOON, 6, reply_after=5, outcome="solved")
    add_chats(NOON, 1, reply_after=None, outcome="abandoned")
    add_chats(NOON, 1, reply_after=None, outcome="missed")
    RefusedAttempt.objects.bulk_create(
        RefusedAttempt(at=NOON, reason=reason) for reason in ("hours", "full", "blocked")
    )

    found = answer(desk, "lost", "2026-03-01", "2026-03-31")

    attempts, reasons = found.grids
    assert attempts.rows[-1].values[1:] == (10, 2, 8, 1, 1, 6, 6, 40)
    assert [row.values[1] for row in reasons.rows] == [1, 0, 1, 0, 0, 1]
    assert found.sentences == (
        "Attempts to chat: 10; we lost 40.0\u00a0% of them. Refused: 2; left before an answer: 1;"
        " never answered: 1.",
    )


def test_nobody_is_lost_where_nobody_came(desk: Desk):
    found = answer(desk, "lost", "2026-03-01", "2026-03-31")

    assert found.sentences == ("Nobody wanted to chat in this period.",)
    assert found.grids[0].rows[-1].values[-1] is None
