"""When to come back after a lost connection: full jitter, so that windows do not come at once."""

from __future__ import annotations

from random import Random

LONGEST_S = 30.0
FIRST_S = 0.5


def reconnect_delay(failures: int, random: Random, longest_s: float = LONGEST_S) -> float:
    """Seconds before the next attempt, after so many sockets in a row that reached no `welcome`."""
    return random.uniform(0, min(longest_s, FIRST_S * 2.0 ** min(failures, 16)))
