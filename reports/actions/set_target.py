from __future__ import annotations

from helpdesk.people.models import User
from reports.models import Target


def set_target(target: Target, *, by: User) -> Target:
    """Puts a new target in force; those before stay on record as they were."""
    target.set_by = by
    target.save(force_insert=True)
    return target
