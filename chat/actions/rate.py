"""The visitor answers the survey, once."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from chat import handoff, log
from chat.actions.state import lock
from chat.choices import EventKind, Speaker
from chat.events import tell
from chat.models import Chat
from helpdesk.errors import DomainError


def rate_chat(
    chat: Chat, *, was_solved: bool | None, satisfaction: int | None, alternative: str
) -> None:
    """Keeps the answers on the chat's contact; all empty means skipped.

    Raises `DomainError` with `still_open` before the end and `already_answered` the second time.
    """
    with transaction.atomic():
        found = lock(chat.pk)
        if found.ended_at is None:
            raise DomainError(_("The chat is still open."), code="still_open")
        handoff.keep_survey(
            found, was_solved=was_solved, satisfaction=satisfaction, alternative=alternative
        )
        tell(
            log.record(found, kind=EventKind.RATED, role=Speaker.VISITOR, name=found.visitor_name),
            queue=False,
        )
