"""Mails and links that may wait a moment: PostgreSQL owes them, and twice is as good as once."""

from __future__ import annotations

import logging

from celery import shared_task
from django.utils import timezone
from kombu.exceptions import OperationalError

from tickets.models import Comment

logger = logging.getLogger(__name__)
AT_ONCE = 100


def hurry_mail(comment_id: int) -> None:
    """Asks a worker to mail this reply now. Without a broker the sweep does it later."""
    try:
        send_mail.delay(comment_id)
    except OperationalError:
        logger.warning("no broker: the mail of reply %s waits for the sweep", comment_id)


@shared_task(name="tickets.tasks.send_mail")
def send_mail(comment_id: int) -> None:
    """One reply to its requester."""
    from tickets.actions.send_reply import send_reply

    send_reply(comment_id)


@shared_task(name="tickets.tasks.sweep_mails")
def sweep_mails() -> None:
    """The mails that are still owed and due."""
    due = Comment.objects.due(timezone.now()).values_list("pk", flat=True)
    for comment_id in list(due[:AT_ONCE]):
        hurry_mail(comment_id)


@shared_task(name="tickets.tasks.mail_notices")
def mail_notices(user_id: int) -> None:
    """What one member of staff has not seen, as a mail."""
    from tickets.actions.mail_notices import mail_notices as mail

    mail(user_id)


@shared_task(name="tickets.tasks.sweep_notices")
def sweep_notices() -> None:
    """A task for each member of staff who wants mails and is owed one."""
    from tickets.actions.mail_notices import who_is_owed_notices

    for user_id in who_is_owed_notices(timezone.now()):
        try:
            mail_notices.delay(user_id)
        except OperationalError:
            logger.warning("no broker: the notices of %s wait for the next sweep", user_id)


@shared_task(name="tickets.tasks.close_solved")
def close_solved() -> None:
    """Solved tickets to which nothing happened for as long as the desk says."""
    from tickets.actions.close_solved import close_solved as close

    close()


@shared_task(name="tickets.tasks.relink_contacts")
def relink_contacts() -> None:
    """What a change of the desk's hours of a change of channel leaves to do."""
    from tickets.actions.relink_contacts import relink_contacts as relink

    relink()
