from __future__ import annotations

import time

from django.db import transaction

from helpdesk.people.models import Desk, Requester
from tickets.actions.link_contacts import link_contacts_of
from tickets.models import Relinking

BATCH = 200
"""So many people a transaction: nobody waits long for a row of theirs."""
PATIENCE_S = 40.0
"""Shorter than a task may take; the rest is the next run's."""


def relink_contacts(*, patience_s: float = PATIENCE_S) -> int:
    """Links everybody's contacts anew where the desk's hours of a change of channel changed.

    Person by person, batch by batch; a run that is out of time or dies leaves the rest to the next
    one, and hours that change meanwhile begin it again. Of two at once one works. Returns how many
    contacts it changed; nothing is owed when it returns 0.
    """
    changed, until = 0, time.monotonic() + patience_s
    while (more := _next_batch()) is not None:
        changed += more
        if time.monotonic() > until:
            break
    return changed


@transaction.atomic
def _next_batch() -> int | None:
    """None where nobody is left, or somebody else is at it."""
    state = _locked(Desk.current().hop_hours)
    if state is None or state.next_person is None:
        return None
    theirs = Requester.objects.everybody().filter(pk__gte=state.next_person).order_by("pk")
    held = theirs.select_for_update(no_key=True).values_list("pk", flat=True)
    people = list(held[:BATCH])
    changed = link_contacts_of(people)
    state.next_person = people[-1] + 1 if len(people) == BATCH else None
    state.save()
    return changed


def _locked(hours: int) -> Relinking | None:
    """What is done by these hours; what was done by others does not count."""
    Relinking.objects.get_or_create(pk=1, defaults={"hop_hours": hours, "next_person": 0})
    state = Relinking.objects.select_for_update(skip_locked=True).filter(pk=1).first()
    if state and state.hop_hours != hours:
        state.hop_hours, state.next_person = hours, 0
    return state
