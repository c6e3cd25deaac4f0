"""What Celery hurries or repeats. PostgreSQL owes the work; running a task twice is harmless."""

from __future__ import annotations

import logging
import queue
import threading
from uuid import UUID

from celery import shared_task

logger = logging.getLogger(__name__)

MOST_WISHES = 1000


class Courier:
    """Asks workers for tickets from a thread of its own: a broker that hangs holds up no closing.

    What cannot be asked, is too much, or is lost when the process ends, the sweep makes.
    """

    def __init__(self) -> None:
        self.wishes: queue.Queue[UUID] = queue.Queue(MOST_WISHES)
        self._starting = threading.Lock()
        self._thread: threading.Thread | None = None

    def hurry(self, chat: UUID) -> None:
        """Returns at once."""
        try:
            self.wishes.put_nowait(chat)
        except queue.Full:
            logger.warning("the broker is slow: the ticket of chat %s waits for the sweep", chat)
        with self._starting:
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._run, name="courier", daemon=True)
                self._thread.start()

    def _run(self) -> None:
        while True:
            chat = self.wishes.get()
            try:
                open_ticket.delay(str(chat))
            except Exception as error:  # the chat is closed and its ticket owed, come what may
                logger.warning(
                    "the ticket of chat %s waits for the sweep: %s", chat, type(error).__name__
                )
            finally:
                self.wishes.task_done()


courier = Courier()


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


@shared_task(name="chat.tasks.finish_erasures")
def finish_erasures() -> None:
    """What is still kept of people who were erased."""
    from chat.actions.erase_person import finish_erasures

    finish_erasures()


@shared_task(name="chat.tasks.expire")
def expire() -> None:
    """What was said longer ago than the desk keeps it, and files that never were.

    What one run leaves is the next one's.
    """
    from chat.actions.drop_files import drop_unsaid_files
    from chat.actions.expire import expire as expire_words

    drop_unsaid_files()
    run = expire_words()
    if run is None:
        return
    logger.info(
        "time of keeping over: %s people, %s chats, %s tickets, %s contacts, %s files%s",
        *(run.people, run.chats, run.tickets, run.contacts, run.files),
        "" if run.finished_at else ", more to come",
    )


@shared_task(name="chat.tasks.sweep_chats")
def sweep_chats() -> None:
    """Nobody waits unwatched, nobody is forgotten."""
    from chat.actions import ask, ease_load, offer, presence, rescue, visits

    if rescue.could_hear():
        rescue.rescue_deserted()
        rescue.rescue_waiting()
        rescue.end_abandoned()
        visits.mark_left()
        ask.ask_silent()
        rescue.end_silent()
        presence.set_forgotten_away()
        presence.mend_spans()
        ease_load.ease_load()
        offer.route()
