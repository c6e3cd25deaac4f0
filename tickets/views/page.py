"""The page of one ticket, put together for whoever shows it."""

from __future__ import annotations

from typing import NamedTuple
from uuid import UUID, uuid4

from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import render

from tickets.choices import MOVES, Status
from tickets.forms import AssignmentForm, CommentForm, SendAgainForm
from tickets.history import words_of
from tickets.models import Attachment, Comment, Contact, Ticket
from tickets.views.access import StaffRequest
from tickets.views.merging import proposals

TARGETS = 5


class Said(NamedTuple):
    """One entry of the conversation, with the form to send it again where its mail failed."""

    comment: Comment
    again: SendAgainForm | None


def show_ticket(
    request: StaffRequest,
    ticket: Ticket,
    *,
    form: CommentForm | None = None,
    key: UUID | None = None,
    again: tuple[int, SendAgainForm] | None = None,
    status: int = 200,
) -> HttpResponse:
    """`form` is the answer as it was refused; `again` the same of sending a comment again."""
    if form:
        form.focus_fault()
    files = Attachment.objects.defer("content")
    comments = ticket.comments.select_related("author").prefetch_related(Prefetch("files", files))
    said = [_said(comment, again) for comment in comments]
    events = list(ticket.events.select_related("actor"))
    context = {
        "ticket": ticket,
        "said": said,
        "owed": [each for each, _again in said if each.is_owed],
        "contacts": ticket.contacts.select_related("agent", "requester").order_by("started_at"),
        "attachable": Contact.objects.of(ticket.requester).without_ticket()[:10],
        "files": ticket.attachments.defer("content"),
        "history": [(event, words_of(event)) for event in events],
        # Numbers grow; times do not: a mail is written down with the time at which it was sent.
        "last_comment": max((each.comment.pk for each in said), default=0),
        "last_event": max((event.pk for event in events), default=0),
        "steps": [(to, label) for to, label in Status.choices if to in MOVES[ticket.status]],
        "assignment": AssignmentForm(
            initial={"assignee": ticket.assignee_id, "team": ticket.team_id}
        ),
        "form": form or CommentForm(),
        "key": key or uuid4(),
        "targets": proposals(ticket)[:TARGETS],
    }
    return render(request, "tickets/ticket.html", context, status=status)


def _said(comment: Comment, again: tuple[int, SendAgainForm] | None) -> Said:
    if again and again[0] == comment.pk:
        return Said(comment, again[1])
    return Said(comment, SendAgainForm(comment) if comment.has_failed else None)
