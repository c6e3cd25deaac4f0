from __future__ import annotations

from helpdesk.people.models import User


def choose_mails(user: User, *, assigned: bool, answered: bool) -> User:
    """Which notices this person wants to be mailed."""
    user.mails_assigned, user.mails_answered = assigned, answered
    user.save(update_fields=["mails_assigned", "mails_answered"])
    return user
