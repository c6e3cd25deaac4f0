import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from helpdesk.errors import NotAllowed
from helpdesk.people.choices import Role
from reports.actions import approve_run, freeze, note_run
from reports.errors import Approved
from reports.models import Run
from tests.reports.kept import add_chief, make

pytestmark = pytest.mark.django_db


@pytest.fixture
def run() -> Run:
    return freeze("monthly", "month=2026-10", make=make, by=None, languages=["en"])


def test_a_note_is_written_until_the_report_is_approved(run: Run) -> None:
    matti = add_chief("matti", role=Role.MANAGER)
    note_run(run.pk, note=" One more agent on Mondays. ", by=matti)

    approve_run(run.pk, by=matti)

    with pytest.raises(Approved):
        note_run(run.pk, note="Two more", by=matti)
    run.refresh_from_db()
    assert (run.note, run.approved_by) == ("One more agent on Mondays.", matti)


def test_it_is_approved_once(run: Run) -> None:
    matti, liisa = add_chief("matti", role=Role.MANAGER), add_chief("liisa", role=Role.MANAGER)
    approve_run(run.pk, by=matti)

    with pytest.raises(Approved):
        approve_run(run.pk, by=liisa)
    run.refresh_from_db()
    assert run.approved_by == matti


def test_only_managers_approve_and_agents_write_no_note(run: Run) -> None:
    with pytest.raises(NotAllowed):
        approve_run(run.pk, by=add_chief("sari"))
    with pytest.raises(NotAllowed):
        note_run(run.pk, note="Mine", by=add_chief("anna", role=Role.AGENT))


@pytest.mark.parametrize("changes", [{"note": "Other"}, {"approved_at": None}])
def test_the_database_refuses_to_change_what_is_approved(
    run: Run, changes: dict[str, object]
) -> None:
    approve_run(run.pk, by=add_chief("matti", role=Role.MANAGER))

    with pytest.raises(IntegrityError), transaction.atomic():
        Run.objects.filter(pk=run.pk).update(**changes)


def test_who_approved_it_may_leave_the_desk(run: Run) -> None:
    matti = add_chief("matti", role=Role.MANAGER)
    approved = approve_run(run.pk, by=matti).approved_at
    matti.delete()

    run.refresh_from_db()
    assert (run.approved_by, run.approved_at) == (None, approved)
    assert approved is not None
    assert approved <= timezone.now()
