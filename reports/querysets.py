"""The named questions about what is kept and sent of reports."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from django.db import models

from helpdesk.people.models import User

if TYPE_CHECKING:
    from reports.models.delivery import Delivery, Run, SavedView

LAST_TRY = 7
"""After so many failures the pause between two tries grows no more: it is 127 minutes."""
MONTHLY = "monthly"
"""Under this slug the monthly service reports are kept."""


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    def seen_by(self, user: User) -> SavedViewQuerySet:
        """One's own, and those that others share."""
        return self.filter(models.Q(owner=user) | models.Q(is_shared=True))


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def due(self, at: datetime) -> DeliveryQuerySet:
        """The outbox: mails whose hour has come; each failure doubles the pause before a try."""
        failed_often = models.Q(tries__gte=LAST_TRY, last_at__lte=at - pause_after(LAST_TRY))
        tried = (
            models.Q(tries=tries, last_at__lte=at - pause_after(tries))
            for tries in range(1, LAST_TRY)
        )
        ready = reduce(or_, tried, models.Q(tries=0) | failed_often)
        return self.filter(ready, is_active=True, next_at__lte=at)

    def concerning(self, user: User) -> DeliveryQuerySet:
        """Those that this person gets, and those of this person's views."""
        return self.filter(models.Q(recipient=user) | models.Q(view__owner=user))

    def with_owed_copies(self) -> DeliveryQuerySet:
        """`owed_copies` tells whether the report that is owed now is made: a failed mail is."""
        owed = models.Q(runs__due_at=models.F("next_at"))
        return self.annotate(owed_copies=models.Count("runs", filter=owed))


class RunQuerySet(models.QuerySet["Run"]):
    def monthly(self) -> RunQuerySet:
        return self.filter(slug=MONTHLY)

    def without_answers(self) -> RunQuerySet:
        """For lists: the figures of a report are many kilobytes."""
        return self.defer("answer", "definitions")


def pause_after(tries: int) -> timedelta:
    """From a failure to the next try."""
    return timedelta(minutes=2 ** min(tries, LAST_TRY) - 1)
