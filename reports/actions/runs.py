from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from helpdesk.errors import NotAllowed
from helpdesk.people.models import User
from helpdesk.people.permissions import sees_reports
from reports.errors import Approved
from reports.models import Run
from reports.permissions import approves


@transaction.atomic
def note_run(run_id: int, *, note: str, by: User) -> Run:
    """What we do about it: written until the report is approved."""
    if not sees_reports(by):
        raise NotAllowed
    run = _open(run_id)
    run.note = note.strip()
    run.save(update_fields=["note"])
    return run


@transaction.atomic
def approve_run(run_id: int, *, by: User) -> Run:
    """Once, by a manager; afterwards nothing of it changes."""
    if not approves(by):
        raise NotAllowed
    run = _open(run_id)
    run.approved_at, run.approved_by = timezone.now(), by
    run.save(update_fields=["approved_at", "approved_by"])
    return run


def _open(run_id: int) -> Run:
    run = Run.objects.select_for_update().without_answers().get(pk=run_id)
    if run.approved_at:
        raise Approved
    return run
