"""Keeping within the server's limits, so that it need not refuse."""

from __future__ import annotations

from dataclasses import dataclass

MARGIN = 0.95
"""Share of a rate that is used: messages bunch up on their way; the server has its own clock."""


@dataclass(frozen=True)
class Rate:
    """So many at once, then so many a second."""

    burst: int
    per_s: float


VISITOR_SENDS = Rate(10, 1.0)
AGENT_SENDS = Rate(30, 5.0)
FRAMES = Rate(20, 20.0)


class Bucket:
    """Tokens that come back over time. Times are seconds of one monotonic clock."""

    def __init__(self, rate: Rate) -> None:
        self.limit(rate)
        self._tokens = self._burst
        self._at = 0.0
        self._shut_until = 0.0

    def limit(self, rate: Rate) -> None:
        """The server's limit is this one."""
        self._burst = max(1.0, rate.burst - 1.0)
        self._per_s = rate.per_s * MARGIN

    def wait(self, now: float) -> float:
        """Seconds until a token is there; 0 means now."""
        self._refill(now)
        missing = max(0.0, 1.0 - self._tokens) / self._per_s
        return max(missing, self._shut_until - now, 0.0)

    def take(self, now: float) -> None:
        self._refill(now)
        self._tokens -= 1.0

    def shut(self, now: float, seconds: float) -> None:
        """The server said that it was too much: nothing goes for so long, and no burst after it."""
        self._refill(now)
        self._tokens = min(self._tokens, 1.0)
        self._shut_until = max(self._shut_until, now + seconds)

    def _refill(self, now: float) -> None:
        if now > self._at:
            self._tokens = min(self._burst, self._tokens + (now - self._at) * self._per_s)
            self._at = now
