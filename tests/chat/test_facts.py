"""What a chat took of its agents."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chat.facts import Stint, attention, bounces

START = datetime(2026, 2, 2, 8, tzinfo=UTC)


def stint(chat: str, agent: int, begins: float, ends: float) -> Stint[str]:
    at = [START + timedelta(seconds=second) for second in (begins, ends)]
    return Stint(chat, agent, at[0], at[1])


def test_a_chat_alone_takes_all_of_its_agents_time() -> None:
    (alone,) = attention([stint("a", 1, 0, 600)]).values()

    assert (alone.seconds, alone.at_once, alone.most_at_once) == (600, 1, 1)


def test_two_chats_at_once_share_their_agent() -> None:
    found = attention([stint("a", 1, 0, 600), stint("b", 1, 300, 900)])

    assert {chat: one.seconds for chat, one in found.items()} == {"a": 450, "b": 450}
    assert (found["a"].at_once, found["a"].most_at_once) == (1.5, 2)


def test_after_a_transfer_both_agents_time_counts() -> None:
    found = attention([stint("a", 1, 0, 100), stint("a", 2, 100, 400), stint("b", 2, 0, 500)])

    assert found["a"].seconds == 100 + 150


moments = st.integers(0, 5000)


@given(st.lists(st.tuples(st.sampled_from("abcdefgh"), st.integers(1, 3), moments, moments)))
def test_the_attention_of_all_chats_is_the_time_their_agents_were_busy(
    rows: list[tuple[str, int, int, int]],
) -> None:
    stints = [
        stint(f"{chat}{number}", agent, min(first, last), max(first, last))
        for number, (chat, agent, first, last) in enumerate(rows)
    ]
    busy = {
        (one.agent, second)
        for one in stints
        for second in range(
            int((one.starts_at - START).total_seconds()), int((one.ends_at - START).total_seconds())
        )
    }

    assert sum(one.seconds for one in attention(stints).values()) == pytest.approx(len(busy))


@pytest.mark.parametrize(
    ("agents", "count"),
    [([], 0), ([1], 0), ([1, 2], 0), ([1, 2, 1], 1), ([1, 2, 3], 1), ([1, 1], 0)],
)
def test_a_bounce_is_a_second_handover_or_one_back(agents: list[int], count: int) -> None:
    assert bounces(agents) == count
