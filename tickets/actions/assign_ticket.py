from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from helpdesk.errors import Invalid
from helpdesk.people.models import Team, User
from helpdesk.people.permissions import is_staff_member
from tickets.actions.keep_owner import keep_owner
from tickets.actions.locking import lock_ticket
from tickets.choices import TicketEventKind
from tickets.errors import KeepsAssignee, WasMerged
from tickets.events import record
from tickets.models import Ticket


@transaction.atomic
def assign_ticket(
    ticket: Ticket,
    *,
    assignee: User | None = None,
    team: Team | None = None,
    actor: User | None = None,
) -> Ticket:
    """Says who works on it. Without an assignee nobody in particular; without a team it stays.

    What was passed on twice stays with whoever has it, unless a supervisor says otherwise. Raises
    `Invalid` for somebody who no longer works here, `KeepsAssignee`, `WasMerged`.
    """
    if assignee is not None and not is_staff_member(assignee):
        raise Invalid(_("This person no longer works here. Choose another one."), code="not_here")
    locked = lock_ticket(ticket)
    if locked.merged_into_id is not None:
        raise WasMerged(locked.merged_into_id)
    before = (locked.assignee_id, locked.team_id)
    owner = locked.assignee
    if owner and owner != assignee and locked.keeps_assignee and is_staff_member(owner):
        _check_may_take_away(owner, actor)
    locked.assignee = assignee
    locked.team = team or locked.team
    if (locked.assignee_id, locked.team_id) != before:
        locked.save(update_fields=["assignee", "team"])
        taken_from: dict[str, Any] = {"taken_from": owner.pk} if owner and owner != assignee else {}
        record(
            locked,
            TicketEventKind.ASSIGNED,
            actor=actor,
            assignee=locked.assignee_id,
            assignee_name=locked.assignee.public_name if locked.assignee else "",
            team=locked.team_id,
            team_name=locked.team.name if locked.team else "",
            **taken_from,
        )
        keep_owner(locked)
    ticket.assignee, ticket.team = locked.assignee, locked.team
    return locked


def _check_may_take_away(owner: User, actor: User | None) -> None:
    if actor is None or not actor.is_supervisor:
        raise KeepsAssignee(owner.public_name)
