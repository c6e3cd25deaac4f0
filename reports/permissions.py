"""Who may change what is kept and sent of reports."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser

from helpdesk.people.choices import Role
from helpdesk.people.models import User
from helpdesk.people.permissions import sees_reports
from reports.models import Delivery, SavedView


def may_change_view(user: User, view: SavedView) -> bool:
    """Only the owner, even of what is shared."""
    return view.owner_id == user.pk


def may_mail_view(user: User, view: SavedView, recipient: User) -> bool:
    """The owner to anybody who sees reports; others what they see to themselves."""
    if not sees_reports(recipient):
        return False
    return view.owner_id == user.pk or (view.is_shared and recipient.pk == user.pk)


def may_change_delivery(user: User, delivery: Delivery) -> bool:
    """Whoever gets it, and whoever owns the view."""
    return user.pk in (delivery.recipient_id, delivery.view.owner_id)


def approves(user: User | AnonymousUser | None) -> bool:
    """Managers say that a service report is right."""
    return sees_reports(user) and (user.is_superuser or user.role == Role.MANAGER)
