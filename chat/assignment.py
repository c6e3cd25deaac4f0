"""Who may take a chat, and what the program proposes at its end: pure rules."""

from __future__ import annotations

from tickets.choices import Outcome


def proposed_outcome(*, replied: bool, last_role: str) -> Outcome:
    """Solved where we replied; open where no reply was given yet."""
    return Outcome.SOLVED if replied and last_role else Outcome.OPEN


def final_outcome(*, stated: str, reason: str, replied: bool, last_role: str) -> Outcome:
    """How a chat ended, for its contact: what the agent stated, else what the log shows."""
    if stated:
        return Outcome(stated)
    if replied:
        return proposed_outcome(replied=replied, last_role=last_role)
    return Outcome.MISSED if reason == "nobody" else Outcome.ABANDONED
