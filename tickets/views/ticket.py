"""One ticket: its conversation, and what staff do with it."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from helpdesk.errors import DomainError, Invalid
from helpdesk.people.permissions import is_staff_member, only
from tickets.actions import (
    add_comment,
    assign_ticket,
    attach_contact,
    move_ticket,
    reply_to_requester,
)
from tickets.choices import MOVES, CommentKind, Status
from tickets.forms import AssignmentForm, CommentForm, form_key
from tickets.history import words_of
from tickets.models import Contact, Ticket
from tickets.querysets import SEND_TRIES
from tickets.views.access import StaffRequest, ticket_of
from tickets.views.merging import proposals

TARGETS = 5


@only(is_staff_member)
@require_safe
def ticket(request: StaffRequest, number: int) -> HttpResponse:
    return _page(request, ticket_of(number), CommentForm(), uuid4())


@only(is_staff_member)
@require_POST
def comment(request: StaffRequest, number: int) -> HttpResponse:
    """Stores a reply or a note. What was typed stays in the page until it is stored."""
    found, form, key = ticket_of(number), CommentForm(request.POST), form_key(request.POST)
    if not form.is_valid():
        return _page(request, found, form, key, status=400)
    body, is_reply = form.cleaned_data["body"], form.cleaned_data["kind"] == CommentKind.REPLY
    try:
        if is_reply:
            stored = reply_to_requester(found, author=request.user, body=body, key=key)
        else:
            stored = add_comment(
                found, kind=CommentKind.NOTE, body=body, author=request.user, key=key
            )
    except DomainError as error:
        form.add_error(None, str(error.message))
        return _page(request, found, form, key, status=error.status)
    return _done(
        request, stored.ticket, _("The reply is stored.") if is_reply else _("The note is stored.")
    )


@only(is_staff_member)
@require_POST
def status(request: StaffRequest, number: int) -> HttpResponse:
    moved = move_ticket(ticket_of(number), to=request.POST.get("to", ""), actor=request.user)
    return _done(
        request, moved, _("The ticket is now: %(status)s") % {"status": moved.get_status_display()}
    )


@only(is_staff_member)
@require_POST
def assignment(request: StaffRequest, number: int) -> HttpResponse:
    form = AssignmentForm(request.POST)
    if not form.is_valid():
        raise Invalid(_("Choose a person and a team from the lists."))
    assigned = assign_ticket(ticket_of(number), actor=request.user, **form.cleaned_data)
    return _done(request, assigned, _("The assignment is stored."))


@only(is_staff_member)
@require_POST
def contacts(request: StaffRequest, number: int) -> HttpResponse:
    """Lets the ticket gather a contact of its person that has no ticket yet."""
    found = ticket_of(number)
    contact_id = request.POST.get("contact", "")
    contact = get_object_or_404(Contact, pk=contact_id if contact_id.isdecimal() else None)
    return _done(
        request,
        attach_contact(contact, ticket=found, actor=request.user),
        _("The contact belongs to this ticket now."),
    )


def _done(request: StaffRequest, found: Ticket, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect("tickets:ticket", found.pk)


def _page(
    request: StaffRequest, found: Ticket, form: CommentForm, key: UUID, status: int = 200
) -> HttpResponse:
    events = found.events.select_related("actor")
    context = {
        "ticket": found,
        "comments": found.comments.select_related("author"),
        "contacts": found.contacts.select_related("agent", "requester").order_by("started_at"),
        "attachable": Contact.objects.of(found.requester).without_ticket()[:10],
        "files": found.attachments.defer("content"),
        "history": [(event, words_of(event)) for event in events],
        "steps": [(to, label) for to, label in Status.choices if to in MOVES[found.status]],
        "assignment": AssignmentForm(
            initial={"assignee": found.assignee_id, "team": found.team_id}
        ),
        "form": form,
        "key": key,
        "send_tries": SEND_TRIES,
        "targets": proposals(found)[:TARGETS],
    }
    return render(request, "tickets/ticket.html", context, status=status)
