"""Moving tickets from the admin: of one from its page, of many from the list."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action
from unfold.forms import BaseDialogForm
from unfold.widgets import UnfoldAdminSelectWidget

from helpdesk.errors import DomainError
from helpdesk.people.permissions import is_staff_member, staff_of
from tickets.actions import move_ticket
from tickets.choices import MOVES, Status
from tickets.models import Ticket


class MoveForm(BaseDialogForm):
    """Offers the steps that the ticket's present status allows."""

    to = forms.ChoiceField(label=_("New status"), widget=UnfoldAdminSelectWidget)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ticket = Ticket.objects.filter(pk=self.object_id).first()
        allowed = MOVES[ticket.status] if ticket else frozenset()
        self.fields["to"].choices = [
            (value, label) for value, label in Status.choices if value in allowed
        ]


F = TypeVar("F", bound=Callable[..., Any])


def typed_action(**particulars: Any) -> Callable[[F], F]:
    """unfold's decorator, whose types it does not declare."""
    return cast(Callable[[F], F], action(**particulars))


class Moving:
    """Detail and list actions that ask `move_ticket`; what it refuses is told, not forced."""

    actions = ("mark_solved", "mark_closed")
    actions_detail = ("change_status",)

    def has_move_permission(self, request: HttpRequest, object_id: Any = None) -> bool:
        return is_staff_member(request.user)

    @typed_action(
        description=_("Change status"),
        permissions=["move"],
        icon="sync_alt",
        dialog={
            "title": _("Change status"),
            "description": _("The step and who took it are kept in the ticket's history."),
            "form_class": MoveForm,
            "form_submit_text": _("Change status"),
        },
    )
    def change_status(self, request: HttpRequest, form: MoveForm, object_id: str) -> HttpResponse:
        ticket = Ticket.objects.get(pk=object_id)
        try:
            moved = move_ticket(ticket, to=form.cleaned_data["to"], actor=staff_of(request))
        except DomainError as error:
            messages.error(request, str(error.message))
        else:
            text = gettext("Status: %(status)s") % {"status": moved.get_status_display()}
            messages.success(request, text)
        page = reverse("admin:tickets_ticket_change", args=[ticket.pk])
        return HttpResponse(headers={"HX-Redirect": page})

    @admin.action(description=_("Mark as solved"), permissions=["move"])
    def mark_solved(self, request: HttpRequest, tickets: QuerySet[Ticket]) -> None:
        self._move_all(request, tickets, Status.SOLVED)

    @admin.action(description=_("Close"), permissions=["move"])
    def mark_closed(self, request: HttpRequest, tickets: QuerySet[Ticket]) -> None:
        self._move_all(request, tickets, Status.CLOSED)

    def _move_all(self, request: HttpRequest, tickets: QuerySet[Ticket], to: Status) -> None:
        moved, refused = 0, []
        for ticket in tickets:
            try:
                move_ticket(ticket, to=to, actor=staff_of(request))
                moved += 1
            except DomainError:
                refused.append(f"#{ticket.pk}")
        if moved:
            text = ngettext("%(count)d ticket moved.", "%(count)d tickets moved.", moved)
            messages.success(request, text % {"count": moved})
        if refused:
            text = gettext("Not moved, their status does not allow it: %(tickets)s")
            messages.warning(request, text % {"tickets": ", ".join(refused)})
