"""A hostile chat ends, and whoever was in it may not chat for a time."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from chat import log
from chat.actions.close import close_chat
from chat.actions.state import each_still, lock
from chat.choices import EndReason, EventKind, Speaker
from chat.entries import Entry, wire_time
from chat.errors import UnknownChat
from chat.events import tell
from chat.identities import Identity, identities_of
from chat.models import Block, Chat, Incident
from chat.permissions import may_act
from helpdesk.errors import Invalid
from helpdesk.people.models import Desk, User
from helpdesk.redaction import clean


def block_visitor(
    chat: UUID, *, by: User, note: str, client_id: UUID | None = None
) -> tuple[Entry, bool]:
    """Ends the chat and blocks its person by all that is known of them, for the desk's hours.

    Their other open chats end as well; one that they ended themselves blocks them too. Somebody of
    whom nothing is known cannot be blocked: the entry's `by` is empty then. The note is for
    supervisors. Its agent or a supervisor may. Returns the entry, and whether this had been done
    before. Raises `Invalid` without a note, `UnknownChat`.
    """
    told = clean(note).text.strip()
    if not told:
        raise Invalid(_("Say what happened: the note is for your supervisors."))
    with transaction.atomic():
        found = lock(chat)
        before = log.stored(found, client_id, kind=EventKind.BLOCKED)
        if before:
            return before, True
        if not may_act(found, by):
            raise UnknownChat
        known = identities_of(found)
        incident = Incident.objects.create(chat=found, by=by, note=told)
        until = _block(known, incident)
        entry = _record(found, known, until, by=by, client_id=client_id)
        if found.ended_at is None:
            close_chat(found.pk, reason=EndReason.AGENT, agent=by)
    # After the commit: a chat that opened beside this one is either found here or refused there.
    _end_others(known, until)
    return entry, False


def _block(known: list[Identity], incident: Incident) -> datetime:
    until = incident.at + timedelta(hours=Desk.current().block_hours)
    Block.objects.bulk_create(
        Block(kind=kind, value=value, incident=incident, starts_at=incident.at, ends_at=until)
        for kind, value in known
    )
    return until


def _record(
    chat: Chat,
    known: list[Identity],
    until: datetime,
    *,
    by: User | None = None,
    client_id: UUID | None = None,
) -> Entry:
    entry = log.record(
        chat,
        kind=EventKind.BLOCKED,
        role=Speaker.AGENT if by else Speaker.SYSTEM,
        author=by,
        client_id=client_id,
        data={
            "by": list(dict.fromkeys(kind.value for kind, _ in known)),
            "until": wire_time(until),
        },
        is_internal=True,
    )
    tell(entry, queue=False)
    return entry


def _end_others(known: list[Identity], until: datetime) -> None:
    def end(chat: Chat) -> None:
        _record(chat, known, until)
        close_chat(chat.pk, reason=EndReason.AGENT)

    each_still(Chat.objects.unfinished().known_by(known), end)
