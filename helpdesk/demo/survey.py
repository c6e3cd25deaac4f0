"""What people answer after a chat."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from tickets.choices import Alternative, Outcome
from tickets.models import Contact

ANSWERED, SKIPPED = 0.35, 0.08
WITHOUT_CHAT = {
    Alternative.PHONE: 52,
    Alternative.EMAIL: 38,
    Alternative.VISIT: 4,
    Alternative.NOT_AT_ALL: 6,
}
"""Two surveys of a real desk found the same: nine of ten chats would have been calls or mails."""
CONTENT = (1, 2, 8, 29, 60)
"""How many give 1, 2, 3, 4, 5 when they were helped at once."""
WAITING = (5, 8, 22, 38, 27)
"""... and when they were not, or had to wait."""


def answer(contact: Contact, rng: Random) -> None:
    """Some answer, a few skip the questions, the rest never open them."""
    luck = rng.random()
    if luck > ANSWERED + SKIPPED or contact.ended_at is None:
        return
    contact.surveyed_at = contact.ended_at + timedelta(seconds=rng.randint(8, 90))
    if luck > ANSWERED:
        return
    assert contact.wait is not None
    is_content = contact.outcome == Outcome.SOLVED and contact.wait.total_seconds() <= 60
    contact.was_solved = rng.random() < (0.96 if contact.outcome == Outcome.SOLVED else 0.25)
    (contact.satisfaction,) = rng.choices((1, 2, 3, 4, 5), CONTENT if is_content else WAITING)
    (contact.alternative,) = rng.choices(tuple(WITHOUT_CHAT), tuple(WITHOUT_CHAT.values()))
