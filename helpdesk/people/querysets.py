"""Questions about people, by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models.functions import Lower
from django.db.models.lookups import Exact

if TYPE_CHECKING:
    from helpdesk.people.models import Requester, Team, User


class TeamQuerySet(models.QuerySet["Team"]):
    def of(self, user: User) -> TeamQuerySet:
        """The teams this member of staff belongs to."""
        return self.filter(memberships__user=user)


class RequesterQuerySet(models.QuerySet["Requester"]):
    def with_email(self, email: str) -> RequesterQuerySet:
        """Whoever has this address, however it is written."""
        # Said as the unique index says it, so that PostgreSQL uses it.
        return self.exclude(email="").filter(Exact(Lower("email"), Lower(models.Value(email))))

    def matching(self, text: str) -> RequesterQuerySet:
        """People whose name, address, number or login holds this text, best known first."""
        text = text.strip()
        return self.filter(
            models.Q(name__icontains=text)
            | models.Q(email__icontains=text)
            | models.Q(phone__icontains=text)
            | models.Q(login__icontains=text)
        ).order_by(Lower("name"), "pk")
