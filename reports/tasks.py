"""What Celery repeats for reports: counting anew what changed, and sending what is owed."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from reports.models import Delivery

AT_ONCE = 100


@shared_task(name="reports.tasks.refresh_counts")
def refresh_counts() -> None:
    """The days that changed since the last time."""
    from reports import actions

    actions.refresh_counts()


@shared_task(name="reports.tasks.compare_counts")
def compare_counts() -> None:
    """The nightly comparison of counts and facts."""
    from reports import actions

    actions.compare_counts()


@shared_task(name="reports.tasks.send_delivery")
def send_delivery(delivery_id: int) -> None:
    """One report to its recipient."""
    from reports import actions
    from reports.documents import make_document

    actions.send_delivery(delivery_id, make=make_document)


@shared_task(name="reports.tasks.sweep_deliveries")
def sweep_deliveries() -> None:
    """The mails whose hour has come."""
    due = Delivery.objects.due(timezone.now()).values_list("pk", flat=True)
    for delivery_id in list(due[:AT_ONCE]):
        send_delivery.delay(delivery_id)


@shared_task(name="reports.tasks.write_monthly")
def write_monthly() -> None:
    """The service report of last month, if it is not there yet."""
    from reports import actions
    from reports.documents import make_document

    actions.write_owed_monthly(make=make_document)
