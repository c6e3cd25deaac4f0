"""Work that may wait a moment. The rows say what is owed; these only hurry it."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from tickets.actions.send_reply import send_reply
from tickets.models import Comment

AT_ONCE = 100


@shared_task
def send_mail(comment_id: int) -> None:
    send_reply(comment_id)


@shared_task
def sweep_mails() -> None:
    """Repeats mails that were lost or failed."""
    due = Comment.objects.due(timezone.now()).values_list("pk", flat=True)
    for comment_id in list(due[:AT_ONCE]):
        send_mail.delay(comment_id)
