"""From chat to ticket: with the models the only place where chat touches tickets.

The contact begins with the chat. When the chat has ended, its contact gets exactly one ticket with
the transcript, in one transaction, whoever ended it and however often this is tried.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection
from dataclasses import asdict
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from chat.choices import EventKind
from chat.entries import COLUMNS, Entry, from_row, under_alias
from chat.events import tell
from chat.handing import hand_over_files
from chat.models import Chat
from chat.reply_gaps import keep_replies
from chat.took import what_it_took
from chat.transcripts import Heading, as_json, as_text, words_of
from helpdesk.errors import NotFound
from helpdesk.people.actions import find_or_make_requester
from helpdesk.people.models import Desk, User
from tickets.actions import (
    add_comment,
    answer_alternative,
    answer_survey,
    append_or_open,
    attach_contact,
    attach_file,
    draft_article,
    keep_owner,
    link_contacts,
    record_contact,
)
from tickets.actions import erase_contacts as erase_contacts
from tickets.actions import erase_tickets as erase_tickets
from tickets.actions import erase_work_of as erase_work_of
from tickets.actions import people_without_words as people_without_words
from tickets.actions.locking import lock_person
from tickets.choices import Channel, CommentKind, Outcome, Status
from tickets.links import stands_for_many as stands_for_many
from tickets.models import Article, Attachment, Contact, Ticket, Topic
from tickets.subjects import subject_from
from tickets.topics import propose_topic

logger = logging.getLogger(__name__)

STATUS_BY_OUTCOME = {
    Outcome.SOLVED: Status.SOLVED,
    Outcome.OPEN: Status.OPEN,
    Outcome.ABANDONED: Status.NEW,
    Outcome.MISSED: Status.NEW,
}


def begin(chat: Chat, *, question: str, alternative_asked: str) -> Contact:
    """The contact of a chat that opens. A person who gave an address is found or made.

    `alternative_asked` is when the visitor will be asked what they would have done without chat.
    """
    requester = (
        find_or_make_requester(
            email=chat.visitor_email, name=chat.visitor_name, language=chat.language
        )
        if chat.visitor_email
        else None
    )
    return record_contact(
        channel=Channel.CHAT,
        requester=requester,
        topic=chat.topic,
        language=chat.language,
        subject=subject_from(question),
        started_at=chat.opened_at,
        alternative_asked=alternative_asked,
    )


def join(chat: Chat, *, ticket: int, actor: User | None) -> None:
    """The chat's contact joins an open ticket of the same person. Raises `NotFound`, refusals."""
    found = Ticket.objects.filter(pk=ticket).first()
    if found is None:
        raise NotFound
    attach_contact(chat.contact, ticket=found, actor=actor)


def offered_topics(language: str) -> list[dict[str, Any]]:
    """What a visitor may choose from, named in this language."""
    return [{"id": topic.pk, "name": topic.name_in(language)} for topic in Topic.objects.offered()]


def topic_proposer() -> Callable[[Chat], Topic | None]:
    """A rule that says what a chat's question seems to be about; it reads the topics once."""
    topics = list(Topic.objects.offered())

    def propose(chat: Chat) -> Topic | None:
        asked = chat.events.from_visitor().order_by("seq").values_list("body", flat=True)[:3]
        return propose_topic(" ".join(asked), topics)

    return propose


def last_helpers(people: Collection[int], *, since: datetime) -> dict[int | None, int]:
    """By whom each of these people was last helped since then, over whatever channel."""
    lately = Q(started_at__gte=since) | Q(ended_at__gte=since)
    helped = Contact.objects.filter(lately, requester__in=people, agent__isnull=False)
    latest = helped.order_by("requester", "-started_at", "-pk").distinct("requester")
    return dict(latest.values_list("requester_id", "agent_id"))


def draft_instruction(chat: Chat, *, entry: int | None = None) -> Article:
    """A draft of an instruction from this answer of the agents, or from all of them.

    Raises what `tickets.actions.draft_article` refuses.
    """
    said = chat.events.from_agents().order_by("seq")
    answers = said if entry is None else said.filter(seq=entry)
    return draft_article(
        chat.contact,
        answers=answers.values_list("body", flat=True),
        topic=chat.topic or topic_proposer()(chat),
        names=[chat.visitor_name],
    )


def entries_of(chat: Chat) -> list[Entry]:
    """The whole log in order, for staff and transcripts."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {COLUMNS} FROM chat_event WHERE chat_id = %s ORDER BY seq", [chat.pk]
        )
        return [from_row(row) for row in cursor.fetchall()]


def open_ticket_for(chat: UUID) -> Ticket:
    """The ticket of an ended chat, made now unless it was made before.

    Raises `NotFound` for a chat that is absent or has not ended.
    """
    with transaction.atomic():
        found = (
            Chat.objects.select_for_update(of=("self",), no_key=True)
            .select_related("contact", "agent", "topic", "team")
            .filter(pk=chat, ended_at__isnull=False)
            .first()
        )
        if found is None:
            raise NotFound
        if found.handed_off_at and found.contact.ticket:
            made: Ticket = found.contact.ticket
            return made
        lock_person(found.contact.requester_id)
        contact: Contact = Contact.objects.select_for_update(of=("self",)).get(pk=found.contact_id)
        _fill(contact, found)
        ticket: Ticket = append_or_open(
            contact,
            subject=contact.subject,
            status=STATUS_BY_OUTCOME[Outcome(found.outcome)],
            assignee=found.agent,
            actor=found.agent,
        )
        keep_owner(ticket, owner=found.agent)
        link_contacts(contact.requester_id)  # its topic may have changed since it was recorded
        _attach_transcript(ticket, contact, found)
        attach = partial(attach_file, ticket, contact=contact, is_taken=True)
        hand_over_files(found, attach=attach)
        keep_replies([found.pk])
        found.handed_off_at = timezone.now()
        found.save(update_fields=["handed_off_at"])
        tell(cards={found.agent_id: found.pk} if found.agent_id else None, queue=False)
        return ticket


def keep_alternative(chat: Chat, alternative: str) -> None:
    """What the visitor would have done without chat, said before it began."""
    answer_alternative(chat.contact, alternative=alternative)


def keep_survey(
    chat: Chat,
    *,
    was_solved: bool | None,
    satisfaction: int | None,
    alternative: str,
    comment: str,
) -> None:
    """The visitor's answers stay with the contact, which is what reports count."""
    answer_survey(
        chat.contact,
        was_solved=was_solved,
        satisfaction=satisfaction,
        alternative=alternative,
        comment=comment,
    )


def transcript_for_visitor(chat: Chat) -> Attachment | None:
    """The readable transcript, once the ticket is made."""
    files = Attachment.objects.for_requester()
    return files.filter(contact=chat.contact_id, name="transcript.txt").first()


def open_owed_tickets() -> int:
    """Repeats what was lost: the tickets of all ended chats that have none. Returns how many."""
    made = 0
    for chat in list(
        Chat.objects.owed_a_ticket().order_by("ended_at").values_list("pk", flat=True)
    ):
        try:
            open_ticket_for(chat)
        except Exception:
            # One chat that cannot be handed over must not keep the others waiting; it stays owed.
            logger.exception("chat %s could not be handed over", chat)
            continue
        made += 1
    return made


def _fill(contact: Contact, chat: Chat) -> None:
    """Everything that the chat knows, so that nobody has to type it."""
    contact.requester = contact.requester or find_or_make_requester(
        name=chat.visitor_name, language=chat.language
    )
    contact.topic, contact.team, contact.agent = chat.topic, chat.team, chat.agent
    if contact.team is None and chat.topic:
        contact.team = chat.topic.team
    contact.first_reply_at, contact.ended_at = chat.first_reply_at, chat.ended_at
    contact.outcome, contact.transfers, contact.masked = chat.outcome, chat.transfers, chat.masked
    contact.end_reason = chat.end_reason
    for fact, value in asdict(what_it_took(chat)).items():
        setattr(contact, fact, value)
    contact.save()


def _attach_transcript(ticket: Ticket, contact: Contact, chat: Chat) -> None:
    entries, desk = entries_of(chat), Desk.current()
    assert chat.ended_at is not None
    heading = Heading(
        chat=str(chat.pk),
        desk=desk.name,
        visitor=chat.visitor_name,
        topic=chat.topic.name_in(chat.language) if chat.topic else "",
        language=chat.language,
        opened_at=chat.opened_at,
        ended_at=chat.ended_at,
        outcome=chat.outcome,
    )
    # Staff read who said what; the files go to the visitor too.
    shown = [under_alias(entry, desk.name if desk.hides_agents else "") for entry in entries]
    text = as_text(heading, shown, zone=desk.zone)
    data = as_json(heading, shown, zone=desk.zone)
    add_comment(
        ticket,
        kind=CommentKind.TRANSCRIPT,
        body=as_text(heading, entries, zone=desk.zone),
        author=chat.agent,
        contact=contact,
        at=chat.ended_at,
    )
    for note in entries:
        if note.kind == EventKind.NOTE:
            add_comment(
                ticket,
                kind=CommentKind.NOTE,
                body=words_of(note),
                author_name=note.name,
                contact=contact,
                at=note.at,
            )
    for name, kind, content in (
        ("transcript.txt", "text/plain; charset=utf-8", text),
        ("transcript.json", "application/json", data),
    ):
        attach_file(
            ticket,
            name=name,
            content_type=kind,
            content=content.encode(),
            contact=contact,
            is_public=True,
        )
