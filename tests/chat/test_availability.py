"""Whether chat is open to newcomers."""

from __future__ import annotations

import pytest

from chat.availability import Load, is_wait_too_long, why_closed


@pytest.mark.parametrize(
    ("in_hours", "agents", "waiting", "is_slow", "reason"),
    [
        (True, [Load(4, 0)], 0, False, None),
        (True, [Load(4, 4), Load(4, 3)], 0, False, None),
        (False, [Load(4, 0)], 0, False, "hours"),
        (True, [], 0, False, "nobody"),
        (False, [], 9, True, "hours"),
        (True, [Load(4, 4)], 0, False, "full"),
        (True, [Load(1, 3)], 0, False, "full"),
        (True, [Load(4, 0)], 5, True, "queue"),
        (True, [Load(4, 0)], 4, True, "wait"),
    ],
)
def test_chat_is_open_in_hours_with_a_free_agent_and_a_short_queue(
    in_hours: bool, agents: list[Load], waiting: int, is_slow: bool, reason: str | None
) -> None:
    found = why_closed(
        in_hours=in_hours, agents=agents, waiting=waiting, queue_limit=5, is_slow=is_slow
    )

    assert found == reason


@pytest.mark.parametrize(
    ("wait_s", "limit_s", "is_closed", "too_long"),
    [
        (600, 600, False, False),
        (601, 600, False, True),
        (500, 600, True, True),
        (480, 600, True, True),
        (479, 600, True, False),
        (9999, 0, False, False),
        (9999, 0, True, False),
    ],
)
def test_the_desk_closes_above_the_limit_and_opens_again_below_eighty_per_cent_of_it(
    wait_s: float, limit_s: int, is_closed: bool, too_long: bool
) -> None:
    assert is_wait_too_long(wait_s, limit_s=limit_s, is_closed=is_closed) == too_long
