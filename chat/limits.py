"""How much one socket may do: a bucket that holds so many tokens and fills at so many a second."""

from __future__ import annotations

import threading
import time


class Bucket:
    """`take` says how many seconds too early a wish comes; 0.0 where it may be carried out."""

    __slots__ = ("__weakref__", "_at", "_burst", "_per_s", "_tokens")

    def __init__(self, burst: float, per_s: float) -> None:
        self._burst = self._tokens = burst
        self._per_s = per_s
        self._at = time.monotonic()

    def take(self) -> float:
        now = time.monotonic()
        self._tokens = min(self._burst, self._tokens + (now - self._at) * self._per_s)
        self._at = now
        if self._tokens >= 1:
            self._tokens -= 1
            return 0.0
        return (1 - self._tokens) / self._per_s


class Buckets:
    """A bucket for each key; of too many, those that were not asked for longest are forgotten."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._held: dict[str, Bucket] = {}

    def of(self, key: str, *, burst: float, per_s: float) -> Bucket:
        with self._lock:
            found = self._held.pop(key, None) or Bucket(burst, per_s)
            self._held[key] = found
            while len(self._held) > self._most:
                del self._held[next(iter(self._held))]
            return found
