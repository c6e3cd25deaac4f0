from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from helpdesk.people.models import Requester, User
from tickets.actions.link_contacts import link_contacts
from tickets.actions.locking import lock_merging
from tickets.choices import TicketEventKind
from tickets.errors import KnownByLogin, NobodyInParticular, OnePersonAlready, WasMergedPerson
from tickets.events import record
from tickets.links import stands_for_many
from tickets.models import Contact, Ticket

FIELDS = ("name", "email", "phone", "login", "language")


@transaction.atomic
def merge_requesters(requester: Requester, *, into: Requester, by: User) -> Requester:
    """Two rows of one person become one; returns the one kept. Again, it changes nothing.

    Contacts with their chats and what was answered in surveys, and tickets, become the kept one's,
    as does whatever it lacks: name, address, number, login. A person has one address: the second
    stays with the row merged, which leads on, so that whoever writes from it is still recognised.
    If `into` was merged itself, the end of its way is meant.

    A login is known by another system, an address is what somebody typed: whoever has a login is
    never merged into somebody without one, or a stranger could take over their record. The other
    way round it is allowed. Raises `KnownByLogin`, `OnePersonAlready` for themselves and in
    circles, `WasMergedPerson` for who went elsewhere, and `NobodyInParticular`.
    """
    lock_merging()
    kept = Requester.objects.get(pk=into.pk).kept
    if requester.pk in (into.pk, kept.pk):
        raise OnePersonAlready
    went = Requester.objects.get(pk=requester.pk).merged_into
    if went is None:
        kept = _merge(requester, kept, by)
    elif went != kept:
        raise WasMergedPerson(str(went))
    requester.refresh_from_db()
    return kept


def _merge(requester: Requester, into: Requester, by: User) -> Requester:
    source, kept = _lock(requester, into)
    _check(source, kept)
    _hand_over(source, kept, by)
    _lead_on(source, kept, by)
    link_contacts(kept.pk)
    return kept


def _lock(requester: Requester, into: Requester) -> tuple[Requester, Requester]:
    """Both as they are now. Who was merged into the first comes before them."""
    rows = Requester.objects.select_for_update(no_key=True).order_by("pk")
    list(rows.filter(merged_into=requester))
    found = {each.pk: each for each in rows.filter(pk__in=(requester.pk, into.pk))}
    return found[requester.pk], found[into.pk]


def _check(source: Requester, kept: Requester) -> None:
    if any(each.erased_at or stands_for_many(each) for each in (source, kept)):
        raise NobodyInParticular
    if source.login and not kept.login:
        raise KnownByLogin


def _hand_over(source: Requester, kept: Requester, by: User) -> None:
    tickets = Ticket.objects.filter(requester=source).order_by("pk")
    for ticket in list(tickets.select_for_update(no_key=True)):
        ticket.requester = kept
        ticket.save(update_fields=["requester"])
        moved: dict[str, Any] = {"from": source.pk, "person": kept.pk}
        record(ticket, TicketEventKind.PERSON, actor=by, **moved)
    contacts = Contact.objects.filter(requester=source)
    list(contacts.order_by("pk").select_for_update(no_key=True).values_list("pk"))
    contacts.update(requester=kept)


def _lead_on(source: Requester, kept: Requester, by: User) -> None:
    for field in FIELDS:
        setattr(kept, field, getattr(kept, field) or getattr(source, field))
    if kept.email == source.email:
        source.email = ""  # an address is one row's, and its mails lead to the same person
    kept.created_at = min(kept.created_at, source.created_at)
    source.merged_into, source.merged_at, source.merged_by = kept, timezone.now(), by
    source.save(update_fields=["email", "merged_into", "merged_at", "merged_by"])
    kept.save(update_fields=[*FIELDS, "created_at"])
    Requester.objects.filter(merged_into=source).update(merged_into=kept)
