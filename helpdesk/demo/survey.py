"""What people answer before and after a chat."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import timedelta
from functools import cache
from pathlib import Path
from random import Random

from chat.draw import draw_question
from tickets.choices import Alternative, AlternativeAsked, Outcome
from tickets.models import Contact

FILE = Path(__file__).with_name("survey.toml")
ASK_ONE_IN = 1
ANSWERED, SKIPPED = 0.35, 0.08
ANSWERED_AT_ONCE, ANSWERED_WAITING = 0.3, 0.6
"""How many answer before the chat: within the promise there is hardly time."""
AT_ONCE_S = 10
IN_WORDS = 0.12
"""How many of those who rate write something."""
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
    """All are drawn; some answer early, some afterwards, a few skip, the rest never open it."""
    own = Random(f"{contact.pk} {contact.started_at}")
    contact.alternative_asked = draw_question(ASK_ONE_IN, chance=own)
    if contact.alternative_asked == AlternativeAsked.BEFORE:
        _answer_early(contact, own)
    if contact.wait is not None and contact.ended_at is not None:
        _answer_afterwards(contact, rng, own)


def _answer_early(contact: Contact, own: Random) -> None:
    is_at_once = contact.wait is not None and contact.wait.total_seconds() <= AT_ONCE_S
    if own.random() < (ANSWERED_AT_ONCE if is_at_once else ANSWERED_WAITING):
        contact.alternative = _instead(own)


def _answer_afterwards(contact: Contact, rng: Random, own: Random) -> None:
    luck = rng.random()
    if luck > ANSWERED + SKIPPED:
        return
    assert contact.wait is not None
    assert contact.ended_at is not None
    contact.surveyed_at = contact.ended_at + timedelta(seconds=rng.randint(8, 90))
    if luck > ANSWERED:
        return
    is_content = contact.outcome == Outcome.SOLVED and contact.wait.total_seconds() <= 60
    contact.was_solved = rng.random() < (0.96 if contact.outcome == Outcome.SOLVED else 0.25)
    (contact.satisfaction,) = rng.choices((1, 2, 3, 4, 5), CONTENT if is_content else WAITING)
    instead = _instead(rng)
    if contact.alternative_asked == AlternativeAsked.AFTER:
        contact.alternative = instead
    if own.random() < IN_WORDS:
        contact.survey_comment = own.choice(_words(contact.language, contact.satisfaction))


def _instead(rng: Random) -> str:
    (found,) = rng.choices(tuple(WITHOUT_CHAT), tuple(WITHOUT_CHAT.values()))
    return found.value


def _words(language: str, stars: int) -> list[str]:
    return _phrases()[language]["good" if stars >= 4 else "bad" if stars <= 2 else "mixed"]


@cache
def _phrases() -> Mapping[str, Mapping[str, list[str]]]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))
