"""A supervisor ends a block before its time."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from chat.events import tell
from chat.models import Block, Incident
from helpdesk.errors import NotAllowed, NotFound
from helpdesk.people.models import User


def lift_blocks(incident: int, *, by: User) -> int:
    """The person of this incident may chat again at once; returns how many blocks this ended.

    Lifting twice changes nothing. Raises `NotAllowed` for whoever is no supervisor, `NotFound`.
    """
    if not by.is_supervisor:
        raise NotAllowed
    with transaction.atomic():
        if not Incident.objects.filter(pk=incident).exists():
            raise NotFound
        in_force = Block.objects.in_force(timezone.now()).filter(incident=incident)
        lifted: int = in_force.update(lifted_by=by)
        tell()
        return lifted
