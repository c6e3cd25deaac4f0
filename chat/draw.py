"""Which visitors are asked what they would have done without chat, and when. Pure."""

from __future__ import annotations

from random import Random, SystemRandom

from chat.models import AlternativeAsked

CHANCE: Random = SystemRandom()


def draw_question(one_in: int, *, chance: Random = CHANCE) -> str:
    """Before or after the chat, each half of one chat in `one_in`; empty for all others.

    0 asks nobody. Nothing about the chat or the visitor plays a part: only so do the answers speak
    for those who were not asked.
    """
    if one_in < 1 or chance.randrange(one_in):
        return ""
    return chance.choice(AlternativeAsked.values)
