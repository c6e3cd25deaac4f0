"""What was said goes for good; what was counted stays."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from django.db import connection, transaction
from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Value, When
from django.utils import timezone

from helpdesk.people.models import Requester
from helpdesk.redaction import ERASED
from tickets.choices import CommentKind
from tickets.links import NOBODY
from tickets.models import Attachment, Comment, Contact, Ticket
from tickets.querysets import ContactQuerySet

BATCH = 200
"""So many tickets a transaction: nobody waits long for a row of theirs."""

KEPT_WORDS = ["channel", "status", "kind", "from", "to", "solved_at", "assignee_name", "team_name"]
HISTORY = """
UPDATE tickets_ticketevent e
   SET data = (SELECT coalesce(jsonb_object_agg(d.key, d.value), '{}') FROM jsonb_each(e.data) d
                WHERE jsonb_typeof(d.value) IN ('number', 'boolean') OR d.key = ANY(%s))
 WHERE e.ticket_id = ANY(%s)
"""
"""Numbers, and words out of closed sets: whatever else history tells may tell of a person."""


class Gone(NamedTuple):
    """How much was erased."""

    tickets: int = 0
    contacts: int = 0
    files: int = 0


@transaction.atomic
def erase_tickets(tickets: Collection[int], *, still: QuerySet[Ticket] | None = None) -> Gone:
    """Subjects, conversations, files, mails that are still owed, and the words of their contacts.

    Status, times, topics, outcomes and answers to surveys stay, so every figure does. Whatever was
    erased before is not counted again. With `still`, only those go that answer to it under their
    locks: somebody may have come about one since it was chosen.
    """
    contacts = Contact.objects.filter(ticket__in=tickets)
    _lock_people(Ticket.objects.filter(pk__in=tickets), contacts)
    list(contacts.order_by("pk").select_for_update(no_key=True).values_list("pk"))
    locked = Ticket.objects.select_for_update(no_key=True).filter(erased_at__isnull=True)
    found = list(locked.filter(pk__in=tickets).order_by("pk").values_list("pk", flat=True))
    if still is not None:
        found = list(still.filter(pk__in=found).values_list("pk", flat=True))
    if not found:
        return Gone()
    told = _erase_contacts(Contact.objects.filter(ticket__in=found))
    files, _kinds = Attachment.objects.filter(ticket__in=found).delete()
    _erase_comments(Comment.objects.filter(ticket__in=found))
    with connection.cursor() as cursor:
        cursor.execute(HISTORY, [KEPT_WORDS, found])
    gone = Ticket.objects.filter(pk__in=found)
    return Gone(gone.update(subject=ERASED, erased_at=timezone.now()), told, files)


@transaction.atomic
def erase_contacts(contacts: Collection[int], *, still: QuerySet[Contact] | None = None) -> Gone:
    """The same for contacts that no ticket gathers, or whose ticket is somebody else's.

    With `still` as for tickets: a contact may have got one since it was chosen.
    """
    chosen = Contact.objects.filter(pk__in=contacts)
    _lock_people(chosen)
    found = list(chosen.order_by("pk").select_for_update(no_key=True).values_list("pk", flat=True))
    if still is not None:
        found = list(still.filter(pk__in=found).values_list("pk", flat=True))
    files, _kinds = Attachment.objects.filter(contact__in=found).delete()
    _erase_comments(Comment.objects.filter(contact__in=found))
    return Gone(contacts=_erase_contacts(Contact.objects.filter(pk__in=found)), files=files)


def erase_work_of(person: Requester) -> Gone:
    """All in which this person asked, batch by batch; what a crash left is done then.

    A ticket of somebody else into which one of theirs was merged goes as well: nobody could tell
    whose words are whose.
    """
    gone = Gone()
    while batch := _first(Ticket.objects.asked_by(person.pk).with_words()):
        gone = _sum(gone, erase_tickets(batch))
    while batch := _first(Contact.objects.of(person).with_words()):
        gone = _sum(gone, erase_contacts(batch))
    return gone


def people_without_words(before: datetime) -> QuerySet[Requester]:
    """Of whom nothing is kept but who they are, and who did not come since this moment."""
    many = Q(name__startswith=NOBODY, email="", phone="", login="")
    kept = Requester.objects.filter(erased_at__isnull=True, merged_into__isnull=True)
    known = kept.filter(created_at__lt=before).exclude(many)
    words = Q(erased_at__isnull=True)
    contacts = Contact.objects.filter(words | Q(started_at__gte=before), requester=OuterRef("pk"))
    tickets = Ticket.objects.filter(words, requester=OuterRef("pk"))
    return known.filter(~Exists(contacts), ~Exists(tickets))


def _first(rows: QuerySet[Ticket] | QuerySet[Contact]) -> list[int]:
    return list(rows.order_by("pk").values_list("pk", flat=True)[:BATCH])


def _sum(one: Gone, other: Gone) -> Gone:
    return Gone(*(a + b for a, b in zip(one, other, strict=True)))


def _lock_people(*asked: QuerySet[Ticket] | QuerySet[Contact]) -> None:
    """First of all, as everywhere: whoever links contacts of theirs holds them."""
    ids = {person for rows in asked for person in rows.values_list("requester", flat=True)}
    people = Requester.objects.filter(pk__in=ids - {None}).order_by("pk")
    list(people.select_for_update(no_key=True).values_list("pk"))


def _erase_contacts(contacts: ContactQuerySet) -> int:
    """Where an import knew it by is kept: without it, the next import would bring all of it back.

    That somebody commented in a survey is counted, so a mark stays of what they said.
    """
    comment = Case(When(survey_comment="", then=Value("")), default=Value(ERASED))
    known_by = Case(When(external_id__startswith="import:", then="external_id"), default=None)
    told: int = contacts.with_words().update(
        subject="", survey_comment=comment, external_id=known_by, erased_at=timezone.now()
    )
    return told


def _erase_comments(comments: QuerySet[Comment]) -> None:
    """Who of the staff answered, and when, is counted; what they said is not."""
    theirs = When(kind=CommentKind.MESSAGE, then=Value(""))
    comments.update(body=ERASED, author_name=Case(theirs, default="author_name"), send_to="")
