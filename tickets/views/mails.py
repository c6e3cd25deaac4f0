"""A reply that could not be mailed is sent again."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from helpdesk.errors import DomainError, NotFound
from helpdesk.people.permissions import is_staff_member, only
from tickets.actions import send_again as send_anew
from tickets.choices import CommentKind
from tickets.forms import SendAgainForm
from tickets.models import Comment
from tickets.views.access import StaffRequest, ticket_of
from tickets.views.page import show_ticket


@only(is_staff_member)
@require_POST
def send_again(request: StaffRequest, number: int, comment_id: int) -> HttpResponse:
    """To the address as it was corrected. Whatever is refused is said beside the reply."""
    comment = _reply(number, comment_id)
    form = SendAgainForm(comment, request.POST)
    if not form.is_valid():
        return _refused(request, comment, form, 400)
    try:
        sent = send_anew(comment, by=request.user, **form.cleaned_data)
    except DomainError as error:
        form.add_error(None, str(error.message))
        return _refused(request, comment, form, error.status)
    messages.success(request, _("The mail is on its way to %(to)s.") % {"to": sent.send_to})
    return redirect("tickets:ticket", sent.ticket_id)


def _reply(number: int, comment_id: int) -> Comment:
    held = Q(ticket=number) | Q(ticket__merged=number)  # by the number that it had before, too
    replies = Comment.objects.filter(held, kind=CommentKind.REPLY).select_related("ticket")
    found = replies.filter(pk=comment_id).first()
    if found is None:
        raise NotFound(gettext_lazy("This ticket has no such reply."))
    return found


def _refused(
    request: StaffRequest, comment: Comment, form: SendAgainForm, status: int
) -> HttpResponse:
    form.fields["to"].widget.attrs["autofocus"] = True
    ticket = ticket_of(comment.ticket_id)
    return show_ticket(request, ticket, again=(comment.pk, form), status=status)
