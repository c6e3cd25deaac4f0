"""A visitor who says nothing is asked once whether they are still there."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext, override

from chat import log
from chat.actions.state import each_still
from chat.choices import EventKind, Speaker
from chat.events import tell
from chat.models import Chat
from chat.promises import rules_of
from helpdesk.people.models import Desk


def ask_silent() -> int:
    """Asks, in their language, visitors who left our last word unanswered; returns how many.

    Any word of theirs clears it: the next silence is asked about anew.
    """
    usual = timedelta(minutes=rules_of(None).ask_after_minutes)
    desk = Desk.current()
    silent = Chat.objects.to_be_asked(timezone.now(), usual=usual)
    return each_still(silent, lambda chat: _ask(chat, desk))


def _ask(chat: Chat, desk: Desk) -> None:
    chat.asked_at = timezone.now()
    chat.save(update_fields=["asked_at"])
    with override(chat.language):
        words = gettext(
            "Are you still there? If we hear nothing from you, this chat closes by itself in a"
            " while. You can write to us again at any time."
        )
    entry = log.record(
        chat, kind=EventKind.MESSAGE, role=Speaker.SYSTEM, name=desk.name, body=words
    )
    tell(entry, queue=False)
