"""What the program proposes at a chat's end: pure rules."""

from __future__ import annotations

from chat.models import Outcome


def proposed_outcome(*, replied: bool) -> Outcome:
    """Solved where we replied; open where no reply was given yet."""
    return Outcome.SOLVED if replied else Outcome.OPEN


def final_outcome(*, stated: str, reason: str, replied: bool) -> Outcome:
    """How a chat ended, for its contact: what the agent stated, else what the log shows."""
    if stated:
        return Outcome(stated)
    if replied:
        return proposed_outcome(replied=replied)
    return Outcome.MISSED if reason == "nobody" else Outcome.ABANDONED
