"""After a long stretch at high load an agent takes one chat fewer, until they have rested."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from chat.events import tell
from chat.fatigue import REST, Held, Rule, Worked, is_rested, strained
from chat.models import Participation, Presence, PresenceSpan, Relief
from helpdesk.people.models import Desk

KEPT = timedelta(days=28)
"""So long an agent can read when and why their load was eased."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """What the rule needs to know of one agent."""

    worked: list[Worked]
    held: list[Held]


def ease_load() -> int:
    """Eases the load of whoever is due, ends it for the rested; returns how many changed.

    A handful of queries, however many agents there are.
    """
    at, desk = timezone.now(), Desk.current()
    rule = Rule(timedelta(minutes=desk.stretch_minutes), desk.stretch_load_percent)
    here = list(Presence.objects.filter(_concerned(at, eases=desk.eases_load)))
    if not here:
        return 0
    stretches = stretches_of([presence.user_id for presence in here], rule, at)
    changed = 0
    for presence in here:
        of_agent = stretches[presence.user_id]
        if presence.relieved:
            rested = is_rested(of_agent.worked, at=at)
            changed += (rested or not desk.eases_load) and _end(presence, at, rested=rested)
        else:
            load = strained(
                rule, of_agent.worked, of_agent.held, at=at, rested_at=presence.rested_at
            )
            changed += load is not None and _begin(presence, at, rule=rule, load=load)
    return changed


def stretches_of(users: list[int], rule: Rule, at: datetime) -> dict[int, Stretch]:
    """What these agents worked and held, as far back as the rule looks. Two queries."""
    since = min(rule.looks_from(at), at - 2 * REST)
    found: dict[int, Stretch] = defaultdict(lambda: Stretch([], []))
    spans = PresenceSpan.objects.at_work().touching(since).filter(user__in=users)
    for span in spans:
        found[span.user_id].worked.append(
            Worked(span.starts_at, span.ends_at or at, span.capacity),
        )
    for part in Participation.objects.touching(since).filter(agent__in=users):
        found[part.agent_id].held.append(Held(part.starts_at, part.ends_at or at))
    return found


def _concerned(at: datetime, *, eases: bool) -> Q:
    """Whose load is eased already, and, while the rule is on, who is there."""
    relieved = Q(relieved__gt=0)
    return relieved | Q(pk__in=Presence.objects.present(at).values("pk")) if eases else relieved


@transaction.atomic
def _begin(presence: Presence, at: datetime, *, rule: Rule, load: int) -> bool:
    """Says whether it began: of two sweeps at once, one does it."""
    if not Presence.objects.filter(pk=presence.pk, relieved=0).update(relieved=1):
        return False
    Relief.objects.filter(user=presence.user_id, starts_at__lt=at - KEPT).delete()
    Relief.objects.create(
        user_id=presence.user_id,
        stretch_minutes=rule.stretch // timedelta(minutes=1),
        load_percent=load,
        starts_at=at,
    )
    tell()
    return True


@transaction.atomic
def _end(presence: Presence, at: datetime, *, rested: bool) -> bool:
    still = Presence.objects.filter(pk=presence.pk, relieved__gt=0)
    if not still.update(relieved=0, rested_at=at if rested else presence.rested_at):
        return False
    Relief.objects.running().filter(user=presence.user_id).update(ends_at=at)
    tell()
    return True
