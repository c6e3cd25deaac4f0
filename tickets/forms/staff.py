"""The forms of the staff's ticket pages."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from helpdesk.people.models import Team, User
from tickets.choices import CommentKind, Status
from tickets.forms.fields import MAX_BODY, StaffChoiceField, WrittenField
from tickets.forms.files import WithFiles
from tickets.models import Ticket

UNSOLVED, ALL = "unsolved", "all"
MINE, NOBODYS = "mine", "nobody"


class TicketFilter(forms.Form):
    """Which tickets the list shows; what makes no sense is left out."""

    q = WrittenField(
        label=_("Find"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    status = forms.ChoiceField(
        label=_("Status"),
        required=False,
        choices=[(UNSOLVED, _("Unsolved")), (ALL, _("All")), *Status.choices],
    )
    assignee = forms.ChoiceField(
        label=_("Assignee"),
        required=False,
        choices=[("", _("Anybody")), (MINE, _("Me")), (NOBODYS, _("Nobody"))],
    )
    team = forms.ModelChoiceField(
        label=_("Team"),
        required=False,
        queryset=Team.objects.all(),
        empty_label=_("All teams"),
    )

    def chosen(self, user: User) -> QuerySet[Ticket]:
        """The tickets asked for, newest first. Found by words, all states count."""
        self.is_valid()
        asked = self.cleaned_data
        tickets = Ticket.objects.order_by("-created_at", "-pk")
        if asked.get("q"):
            tickets = tickets.matching(asked["q"])
        status = asked.get("status") or (ALL if asked.get("q") else UNSOLVED)
        if status == UNSOLVED:
            tickets = tickets.unsolved()
        elif status != ALL:
            tickets = tickets.filter(status=status)
        if asked.get("assignee"):
            whose = {MINE: user, NOBODYS: None}[asked["assignee"]]
            tickets = tickets.filter(assignee=whose)
        if asked.get("team"):
            tickets = tickets.filter(team=asked["team"])
        return tickets


class CommentForm(WithFiles):
    """A reply to the requester, or a note that stays inside."""

    body = WrittenField(
        label=_("Write"),
        max_length=MAX_BODY,
        error_messages={"required": _("Write something first.")},
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
    )
    kind = forms.ChoiceField(
        choices=[(kind.value, kind.label) for kind in (CommentKind.REPLY, CommentKind.NOTE)]
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def focus_fault(self) -> None:
        """Lets the long page come back at what is wrong, else at what was typed."""
        wrong = "files" if "files" in self.errors and "body" not in self.errors else "body"
        self.fields[wrong].widget.attrs["autofocus"] = True


class AssignmentForm(forms.Form):
    assignee = StaffChoiceField(
        label=_("Assignee"),
        required=False,
        queryset=User.objects.none(),
        empty_label=_("Nobody"),
    )
    team = forms.ModelChoiceField(
        label=_("Team"), required=False, queryset=Team.objects.all(), empty_label=_("As it is")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        assignee = self.fields["assignee"]
        assert isinstance(assignee, StaffChoiceField)
        assignee.queryset = User.objects.filter(is_active=True).order_by("first_name", "username")
