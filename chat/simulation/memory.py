"""What the simulated desk has learnt of its own day: the same figures as `chat.experience`."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

from chat.experience import LATELY, LATEST, SAMPLE
from chat.waits import Answers, Experience, Served, answers


@dataclass(slots=True)
class Memory:
    """Times in seconds of the day."""

    served: deque[Served] = field(default_factory=lambda: deque(maxlen=SAMPLE))
    answered: deque[tuple[float, float]] = field(default_factory=lambda: deque(maxlen=LATEST))
    waits: deque[tuple[float, bool]] = field(default_factory=lambda: deque(maxlen=SAMPLE))

    def experience(self, now: float) -> Experience:
        return Experience(
            tuple(self.served),
            self._answers(now),
            sum(waited for waited, _ in self.waits),
            sum(left for _, left in self.waits),
        )

    def _answers(self, now: float) -> Answers | None:
        lately = [took for at, took in self.answered if now - at < LATELY.total_seconds()]
        return answers(lately)
