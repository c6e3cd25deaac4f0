"""Which ticket a member of staff asks for."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from helpdesk.errors import NotFound
from helpdesk.people.models import User
from tickets.models import Ticket


class StaffRequest(HttpRequest):
    """A request that `only(is_staff_member)` has let in."""

    user: User


def ticket_of(number: int) -> Ticket:
    """The ticket with all that its page names. Staff may see every ticket."""
    found = Ticket.objects.select_related("requester", "topic", "team", "assignee", "merged_into")
    ticket = found.filter(pk=number).first()
    if ticket is None:
        raise NotFound(_("There is no ticket with this number. Look for it in the list."))
    return ticket
