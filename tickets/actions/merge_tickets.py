from __future__ import annotations

from typing import Any

from django.db import transaction

from helpdesk.people.models import User
from helpdesk.people.permissions import is_staff_member
from tickets.actions.assign_ticket import assign_ticket
from tickets.actions.keep_owner import keep_owner
from tickets.actions.link_contacts import link_contacts
from tickets.actions.locking import lock_merging, lock_person
from tickets.actions.move_ticket import move_ticket
from tickets.choices import Status, TicketEventKind
from tickets.errors import BeingMailed, Erased, OnesAlready, TicketClosed, TwoPeople, WasMerged
from tickets.events import record
from tickets.models import Attachment, Comment, Contact, Ticket

WAKES = {
    (Status.NEW, Status.PENDING),
    (Status.NEW, Status.SOLVED),
    (Status.OPEN, Status.NEW),
    (Status.OPEN, Status.PENDING),
    (Status.OPEN, Status.SOLVED),
    (Status.PENDING, Status.SOLVED),
}
"""Where the one merged stood, and the one kept, so that the latter is open afterwards."""


@transaction.atomic
def merge_tickets(ticket: Ticket, *, into: Ticket, by: User, other_person: bool = False) -> Ticket:
    """Two tickets about one issue become one; returns the one kept. Again, it changes nothing.

    Contacts, comments and files go over; the ticket merged is closed and leads on for good. If
    `into` was merged itself, the end of its way is meant. What was unsolved stays so, and the kept
    one takes over what it lacks: assignee, team, topic, language.

    A request is one issue, dated by its creation and counted by the channel of its first contact
    (`reports.definitions.REQUEST`). The issue began with the earlier of the two tickets, whichever
    is kept: the kept one takes over that one's `created_at` and `origin_channel`.

    A ticket of another person may be merged, since two people do report one issue (a colleague
    calls about a mail): only if the caller says so, for answers then go to the kept one's person
    alone. Contacts stay whose they are. Raises `TwoPeople` else, `OnesAlready` for itself and in
    circles, `WasMerged` for what went elsewhere, `TicketClosed`, `Erased`, and `BeingMailed`.
    """
    lock_merging()
    kept = Ticket.objects.get(pk=into.pk).kept
    if ticket.pk == into.pk or ticket.pk == kept.pk:
        raise OnesAlready
    went = Ticket.objects.get(pk=ticket.pk).merged_into
    if went is None:
        kept = _merge(ticket, kept, by, other_person)
    elif went != kept:
        raise WasMerged(went.pk)
    ticket.refresh_from_db()
    return kept


def _merge(ticket: Ticket, into: Ticket, by: User, other_person: bool) -> Ticket:
    people = _people_of(ticket, into)
    for person in people:
        lock_person(person)
    source, kept = _lock(ticket, into)
    _check(source, kept, other_person)
    began, was = min((source, kept), key=lambda each: (each.created_at, each.pk)), source.status
    moved = _move_all(source, kept)
    kept.created_at, kept.origin_channel = began.created_at, began.origin_channel
    _fill(source, kept, by)
    if (was, kept.status) in WAKES:
        move_ticket(kept, to=Status.OPEN, actor=by)
    _lead_on(source, kept, by)
    _tell(source, kept, by, moved)
    for person in people:
        link_contacts(person)
    keep_owner(kept)
    kept.refresh_from_db()
    return kept


def _people_of(*tickets: Ticket) -> list[int]:
    """Everybody who asks in these tickets, in the order in which they are locked."""
    owners = Ticket.objects.filter(pk__in=[each.pk for each in tickets])
    callers = Contact.objects.filter(ticket__in=tickets, requester__isnull=False)
    found = set(owners.values_list("requester", flat=True))
    return sorted(
        found | {person for person in callers.values_list("requester", flat=True) if person}
    )


def _lock(ticket: Ticket, into: Ticket) -> tuple[Ticket, Ticket]:
    """Both as they are now. What was merged into the first comes before them."""
    rows = Ticket.objects.select_for_update(no_key=True).order_by("pk")
    list(rows.filter(merged_into=ticket))
    found = {each.pk: each for each in rows.filter(pk__in=(ticket.pk, into.pk))}
    return found[ticket.pk], found[into.pk]


def _check(source: Ticket, kept: Ticket, other_person: bool) -> None:
    if kept.status == Status.CLOSED:
        raise TicketClosed
    if kept.erased_at:
        raise Erased
    if source.requester_id != kept.requester_id and not other_person:
        raise TwoPeople


def _move_all(source: Ticket, kept: Ticket) -> dict[str, int]:
    """All that hangs on the one over to the other; how many of each."""
    comments = Comment.objects.filter(ticket=source)
    if len(comments.select_for_update(skip_locked=True).order_by("pk")) < comments.count():
        raise BeingMailed
    contacts = Contact.objects.filter(ticket=source)
    list(contacts.order_by("pk").select_for_update(no_key=True).values_list("pk"))
    return {
        "contacts": contacts.update(ticket=kept),
        "comments": comments.update(ticket=kept),
        "files": Attachment.objects.filter(ticket=source).update(ticket=kept),
    }


def _fill(source: Ticket, kept: Ticket, by: User) -> None:
    kept.topic = kept.topic or source.topic
    kept.language = kept.language or source.language
    kept.team = kept.team or source.team
    kept.save(update_fields=["created_at", "origin_channel", "topic", "language", "team"])
    if kept.assignee is None and is_staff_member(source.assignee):
        assign_ticket(kept, assignee=source.assignee, actor=by)


def _lead_on(source: Ticket, kept: Ticket, by: User) -> None:
    move_ticket(source, to=Status.CLOSED, actor=by)
    source.merged_into = kept
    source.save(update_fields=["merged_into"])
    Ticket.objects.filter(merged_into=source).update(merged_into=kept)


def _tell(source: Ticket, kept: Ticket, by: User, moved: dict[str, int]) -> None:
    """Both histories name the other ticket, and its person where that is another."""
    of_source: dict[str, Any] = {"into": kept.pk, **moved}
    of_kept: dict[str, Any] = {"ticket": source.pk, **moved}
    if source.requester_id != kept.requester_id:
        of_source["person"], of_kept["person"] = kept.requester_id, source.requester_id
    record(source, TicketEventKind.MERGED, actor=by, **of_source)
    record(kept, TicketEventKind.MERGED, actor=by, **of_kept)
