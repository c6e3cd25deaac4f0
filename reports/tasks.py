"""What Celery repeats for reports: counting anew what changed, and proving that it is right."""

from __future__ import annotations

from celery import shared_task


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
