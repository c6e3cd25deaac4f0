"""What Celery hurries or repeats. PostgreSQL owes the work; running a task twice is harmless."""

from __future__ import annotations

import logging
from uuid import UUID

from celery import shared_task
from kombu.exceptions import OperationalError

logger = logging.getLogger(__name__)


def hurry_ticket(chat: UUID) -> None:
    """Asks a worker to make this chat's ticket now. Without a broker the sweep makes it later."""
    try:
        open_ticket.delay(str(chat))
    except OperationalError:
        logger.warning("no broker: the ticket of chat %s waits for the sweep", chat)


@shared_task(name="chat.tasks.open_ticket", max_retries=5)
def open_ticket(chat: str) -> None:
    """The ticket of an ended chat."""
    from chat.handoff import open_ticket_for

    open_ticket_for(UUID(chat))


@shared_task(name="chat.tasks.sweep_tickets")
def sweep_tickets() -> None:
    """The tickets that are still owed."""
    from chat.handoff import open_owed_tickets

    open_owed_tickets()


@shared_task(name="chat.tasks.sweep_chats")
def sweep_chats() -> None:
    """Nobody waits unwatched, nobody is forgotten."""
    from chat.actions import rescue, visits

    if rescue.could_hear():
        rescue.rescue_deserted()
        rescue.rescue_waiting()
        rescue.end_abandoned()
        visits.mark_left()
        rescue.end_silent()
