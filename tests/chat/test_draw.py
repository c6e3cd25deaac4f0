"""Whom the draw asks what they would have done without chat."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest

from chat.draw import draw_question


def drawn(one_in: int, times: int) -> Counter[str]:
    chance = Random(7)
    return Counter(draw_question(one_in, chance=chance) for _ in range(times))


def test_of_every_chat_half_are_asked_before_and_half_after() -> None:
    found = drawn(1, 10_000)

    assert set(found) == {"before", "after"}
    assert abs(found["before"] - 5_000) < 200


def test_one_in_five_is_asked_and_the_others_are_not() -> None:
    found = drawn(5, 10_000)

    assert abs(found[""] - 8_000) < 160
    assert abs(found["before"] - 1_000) < 120
    assert abs(found["after"] - 1_000) < 120


@pytest.mark.parametrize("times", [1, 100])
def test_nobody_is_asked_where_the_desk_asks_nobody(times: int) -> None:
    assert drawn(0, times) == {"": times}
