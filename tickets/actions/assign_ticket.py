from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from helpdesk.errors import Invalid
from helpdesk.people.models import Team, User
from helpdesk.people.permissions import is_staff_member
from tickets.actions.locking import lock_ticket
from tickets.choices import TicketEventKind
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

    Raises `Invalid` for somebody who no longer works here.
    """
    if assignee is not None and not is_staff_member(assignee):
        raise Invalid(_("This person no longer works here. Choose another one."), code="not_here")
    locked = lock_ticket(ticket)
    before = (locked.assignee_id, locked.team_id)
    locked.assignee = assignee
    locked.team = team or locked.team
    if (locked.assignee_id, locked.team_id) != before:
        locked.save(update_fields=["assignee", "team"])
        record(
            locked,
            TicketEventKind.ASSIGNED,
            actor=actor,
            assignee=locked.assignee_id,
            assignee_name=locked.assignee.public_name if locked.assignee else "",
            team=locked.team_id,
            team_name=locked.team.name if locked.team else "",
        )
    ticket.assignee, ticket.team = locked.assignee, locked.team
    return locked
