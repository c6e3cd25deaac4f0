"""A person is forgotten: the row stays for the counts, and names nobody any more."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from helpdesk.people.choices import PrivacyAct, PrivacyReason
from helpdesk.people.models import PrivacyRecord, Requester, User
from helpdesk.redaction import ERASED

BATCH = 500
NOBODY = {"name": "", "email": "", "phone": "", "login": ""}


@transaction.atomic
def erase_requester(
    person: int, *, by: User, reason: PrivacyReason, **counts: int
) -> PrivacyRecord:
    """Forgets who this is and writes down that it was done; `counts` are what is to be erased.

    `person` is the row that is kept; by what was merged into it they were known as well.

    The record stays owed until `finish_erasure`. Whoever was erased before has a record already.
    Raises `Requester.DoesNotExist`.
    """
    found = Requester.objects.select_for_update().get(pk=person)
    if found.erased_at is None:
        _forget([person])
    record, _is_new = PrivacyRecord.objects.get_or_create(
        act=PrivacyAct.ERASED,
        number=person,
        defaults={"reason": reason, "by": by, "people": 1, **counts},
    )
    return record


@transaction.atomic
def expire_requesters(people: QuerySet[Requester], *, now: datetime) -> int:
    """Forgets the first of these, because the time of keeping is over; a record each, and how many.

    Each is looked at again under its lock: whoever came meanwhile no longer answers to `people`.
    """
    ids = list(people.order_by("pk").values_list("pk", flat=True)[:BATCH])
    locked = Requester.objects.select_for_update(skip_locked=True).filter(pk__in=ids)
    held = list(locked.order_by("pk").values_list("pk", flat=True))
    still = list(people.filter(pk__in=held).values_list("pk", flat=True))
    _forget(still)
    PrivacyRecord.objects.bulk_create(
        (
            PrivacyRecord(
                act=PrivacyAct.ERASED,
                reason=PrivacyReason.RETENTION,
                number=person,
                at=now,
                finished_at=now,
                people=1,
            )
            for person in still
        ),
        ignore_conflicts=True,
    )
    return len(still)


def finish_erasure(record: PrivacyRecord) -> PrivacyRecord:
    """Nothing of it is owed any more; doing it twice keeps the first time."""
    PrivacyRecord.objects.filter(pk=record.pk, finished_at__isnull=True).update(
        finished_at=timezone.now()
    )
    record.refresh_from_db()
    return record


def record_export(person: Requester, *, by: User, **counts: int) -> PrivacyRecord:
    """Writes down that somebody got to see all that is stored of this person."""
    fields: dict[str, Any] = {"reason": PrivacyReason.ASKED, "by": by, "people": 1, **counts}
    return PrivacyRecord.objects.create(
        act=PrivacyAct.EXPORTED, number=person.pk, finished_at=timezone.now(), **fields
    )


def _forget(people: Collection[int]) -> None:
    """Who they are goes from the rows, and from what the admin noted of changes to these."""
    rows = Requester.objects.filter(Q(pk__in=people) | Q(merged_into__in=people))
    numbers = list(rows.values_list("pk", flat=True))
    rows.update(**NOBODY, erased_at=timezone.now())
    LogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(Requester),
        object_id__in=[str(number) for number in numbers],
    ).update(object_repr=ERASED)
