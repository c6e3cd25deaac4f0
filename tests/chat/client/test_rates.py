"""The client keeps within the server's limits by itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chat.client.backoff import FIRST_S, LONGEST_S, reconnect_delay
from chat.client.rates import AGENT_SENDS, VISITOR_SENDS, Bucket, Rate


def test_a_burst_goes_at_once_and_then_one_waits() -> None:
    bucket = Bucket(Rate(burst=4, per_s=1.0))
    for _ in range(3):
        assert bucket.wait(0.0) == 0.0
        bucket.take(0.0)

    assert bucket.wait(0.0) == pytest.approx(1 / 0.95)


def test_time_gives_back_no_more_than_a_burst() -> None:
    bucket = Bucket(Rate(burst=3, per_s=1.0))

    for _ in range(2):
        assert bucket.wait(1000.0) == 0.0
        bucket.take(1000.0)

    assert bucket.wait(1000.0) > 0


def test_after_a_refusal_nothing_goes_for_as_long_as_the_server_said() -> None:
    bucket = Bucket(Rate(burst=10, per_s=1.0))

    bucket.shut(0.0, 2.5)

    assert bucket.wait(0.0) == 2.5
    assert bucket.wait(2.5) == 0.0


@given(
    rate=st.sampled_from([VISITOR_SENDS, AGENT_SENDS]),
    gaps=st.lists(st.floats(0, 3), min_size=1, max_size=200),
)
def test_the_server_never_sees_more_than_its_limit(rate: Rate, gaps: list[float]) -> None:
    bucket, now, tokens, seen = Bucket(rate), 0.0, float(rate.burst), 0.0

    for gap in gaps:
        now += gap + bucket.wait(now + gap)
        bucket.take(now)
        tokens = min(rate.burst, tokens + (now - seen) * rate.per_s)
        seen = now
        assert tokens >= 1
        tokens -= 1


class Highest:
    """A random source that always draws the upper bound."""

    def uniform(self, low: float, high: float) -> float:
        return high


def test_each_failed_socket_doubles_the_longest_rest_up_to_half_a_minute() -> None:
    rests = [reconnect_delay(n, Highest()) for n in (0, 1, 2, 3, 10, 10_000)]  # type: ignore[arg-type]  # only uniform() is used

    assert rests == [FIRST_S, 1.0, 2.0, 4.0, LONGEST_S, LONGEST_S]
