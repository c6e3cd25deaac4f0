"""One ticket: its conversation, and what staff do with it."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from helpdesk.errors import DomainError, Invalid
from helpdesk.people.permissions import is_staff_member, only
from tickets.actions import (
    assign_ticket,
    attach_contact,
    keep_note,
    move_ticket,
    reply_to_requester,
)
from tickets.choices import CommentKind
from tickets.forms import AssignmentForm, CommentForm, form_key
from tickets.models import Contact, Ticket
from tickets.views.access import StaffRequest, ticket_of
from tickets.views.page import show_ticket


@only(is_staff_member)
@require_safe
def ticket(request: StaffRequest, number: int) -> HttpResponse:
    return show_ticket(request, ticket_of(number))


@only(is_staff_member)
@require_POST
def comment(request: StaffRequest, number: int) -> HttpResponse:
    """Stores a reply or a note. What was typed stays in the page until it is stored."""
    found, key = ticket_of(number), form_key(request.POST)
    form = CommentForm(request.POST, request.FILES)
    if not form.is_valid():
        return show_ticket(request, found, form=form, key=key, status=400)
    is_reply = form.cleaned_data.pop("kind") == CommentKind.REPLY
    seen = form.cleaned_data.pop("seen")
    write = partial(reply_to_requester, seen=seen) if is_reply else keep_note
    try:
        stored = write(found, author=request.user, key=key, **form.cleaned_data)
    except DomainError as error:
        form.add_error(None, str(error.message))
        form.ask_for_files_again()
        return show_ticket(request, found, form=form, key=key, status=error.status)
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
