"""What Celery repeats; doing it twice is harmless."""

from __future__ import annotations

from celery import shared_task


@shared_task(name="people.tasks.keep_holidays_filled")
def keep_holidays_filled() -> None:
    """The public holidays of this year and the next."""
    from helpdesk.people.actions.holidays import keep_holidays_filled

    keep_holidays_filled()


@shared_task(name="people.tasks.clear_ended")
def clear_ended() -> None:
    """Sessions and API tokens whose time is over."""
    from helpdesk.people.actions.access import clear_ended

    clear_ended()
