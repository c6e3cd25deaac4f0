"""How long chats took is said as far as it is known, never as a dash in a sentence."""

from datetime import timedelta

import pytest

from helpdesk.people.models import Desk
from tests.reports.catalogue.asking import answer
from tests.reports.rows import add_contacts, at

pytestmark = pytest.mark.django_db
NOON = at("2026-03-05 12:00")
ENDED = {"ended_at": NOON + timedelta(minutes=5)}


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "Chats: 2; none of them has ended yet."),
        (ENDED, "Chats: 2; they lasted 5\u00a0min on average."),
        (
            {**ENDED, "attention_seconds": 120},
            "Chats: 2; they lasted 5\u00a0min and took 2\u00a0min of an agent's time on average.",
        ),
    ],
)
def test_only_what_is_known_is_said(fields: dict[str, object], sentence: str, desk: Desk):
    add_contacts("chat", NOON, 2, **fields)

    assert answer(desk, "chats", "2026-03-01", "2026-03-31").sentences == (sentence,)
