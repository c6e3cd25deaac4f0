"""Celery's clockwork, for clocks that are set: periodic work goes on where time jumps back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from celery.beat import PersistentScheduler

LEEWAY = timedelta(seconds=1)


class SteadyScheduler(PersistentScheduler):
    """Celery's own waits until the clock is again where it was when work was last done: an hour,
    if it was set back by an hour.
    """

    def tick(self, *args: Any, **kwargs: Any) -> float:
        ahead = [
            entry
            for entry in self.schedule.values()
            if entry.last_run_at and entry.last_run_at > entry.default_now() + LEEWAY
        ]
        for entry in ahead:
            entry.last_run_at = entry.default_now()
        if ahead:
            self._heap = None  # which orders the work by moments that are void now
        return float(super().tick(*args, **kwargs))
