"""Questions about work, by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from tickets.choices import UNSOLVED

if TYPE_CHECKING:
    from helpdesk.people.models import Requester
    from tickets.models import Attachment, Contact, Ticket, Topic


class TopicQuerySet(models.QuerySet["Topic"]):
    def offered(self) -> TopicQuerySet:
        """What a person may choose from."""
        return self.filter(is_active=True)


class TicketQuerySet(models.QuerySet["Ticket"]):
    def unsolved(self) -> TicketQuerySet:
        """Somebody still has to work on it."""
        return self.filter(status__in=UNSOLVED)

    def of(self, requester: Requester) -> TicketQuerySet:
        """What this person asked for, newest first."""
        return self.filter(requester=requester).order_by("-created_at")


class ContactQuerySet(models.QuerySet["Contact"]):
    def without_ticket(self) -> ContactQuerySet:
        """Approaches that no record of work gathers yet."""
        return self.filter(ticket__isnull=True)

    def of(self, requester: Requester) -> ContactQuerySet:
        """How this person reached us, latest first."""
        return self.filter(requester=requester).order_by("-started_at")


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    def for_requester(self) -> AttachmentQuerySet:
        """What the person who asked may get."""
        return self.filter(is_public=True)
