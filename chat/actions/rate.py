"""The visitor answers questions: one before the chat, where it was drawn, the others after it."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from chat import handoff, log
from chat.actions.state import lock
from chat.choices import EventKind, Speaker
from chat.errors import ChatClosed, NotAsked
from chat.events import tell
from chat.models import AlternativeAsked, Chat
from helpdesk.errors import DomainError
from helpdesk.redaction import clean_asked


def tell_alternative(chat: Chat, *, alternative: str) -> None:
    """Keeps what the visitor would have done without chat; the same again changes nothing.

    Raises `DomainError` with `not_asked` where the draw fell otherwise or an agent has answered
    since, `chat_closed` after the end, and `already_answered` where something else was said before.
    """
    with transaction.atomic():
        found = lock(chat.pk)
        if found.contact.alternative_asked != AlternativeAsked.BEFORE:
            raise NotAsked
        if not found.contact.alternative:
            _must_be_before(found)
        handoff.keep_alternative(found, alternative)


def _must_be_before(chat: Chat) -> None:
    """Whoever has met an agent would not say what they would have said before."""
    if chat.ended_at is not None:
        raise ChatClosed
    if chat.first_reply_at is not None:
        raise NotAsked


def rate_chat(
    chat: Chat,
    *,
    was_solved: bool | None,
    satisfaction: int | None,
    alternative: str,
    comment: str = "",
) -> None:
    """Keeps the answers on the chat's contact; all empty means skipped.

    Raises `DomainError` with `still_open` before the end and `already_answered` the second time.
    """
    with transaction.atomic():
        found = lock(chat.pk)
        if found.ended_at is None:
            raise DomainError(_("The chat is still open."), code="still_open")
        handoff.keep_survey(
            found,
            was_solved=was_solved,
            satisfaction=satisfaction,
            alternative=alternative,
            comment=comment,
        )
        _count_masked(found, clean_asked(comment).masked)
        tell(
            log.record(found, kind=EventKind.RATED, role=Speaker.VISITOR, name=found.visitor_name),
            queue=False,
        )


def _count_masked(chat: Chat, codes: int) -> None:
    """The contact takes its number from the chat when the ticket is made, which may come later."""
    if codes:
        chat.masked += codes
        chat.save(update_fields=["masked"])
