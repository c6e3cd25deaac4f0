"""The call form: who, what it was about, and how it ended."""

from __future__ import annotations

from datetime import datetime, timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from helpdesk.people.models import Requester
from tickets.choices import Channel, Outcome
from tickets.models import Ticket, Topic

LONGEST = timedelta(hours=12)
CHANNELS = [(each.value, each.label) for each in (Channel.PHONE, Channel.WALK_IN)]
OUTCOMES = [(each.value, each.label) for each in (Outcome.SOLVED, Outcome.OPEN)]


class CallForm(forms.Form):
    """Its names are those of `log_call`. `key` is the form's own: saved twice, it is one call."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    channel = forms.ChoiceField(choices=CHANNELS, widget=forms.HiddenInput)
    started_at = forms.DateTimeField(widget=forms.HiddenInput)
    requester = forms.ModelChoiceField(
        Requester.objects.all(), required=False, widget=forms.HiddenInput
    )
    person = forms.CharField(label=_("Person"), max_length=200, required=False)
    ticket = forms.ModelChoiceField(
        Ticket.objects.unsolved(), label=_("Ticket"), required=False, widget=forms.Select
    )
    topic = forms.ModelChoiceField(
        Topic.objects.offered(), label=_("Topic"), required=False, empty_label=_("No topic")
    )
    summary = forms.CharField(
        label=_("What it was about"),
        max_length=8000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    outcome = forms.ChoiceField(
        label=_("Outcome"), choices=OUTCOMES, initial=Outcome.SOLVED, widget=forms.RadioSelect
    )

    def clean_key(self) -> str:
        return str(self.cleaned_data["key"])

    def clean_started_at(self) -> datetime:
        """When the form was opened; now, for one that was forgotten open overnight."""
        now, started_at = timezone.now(), self.cleaned_data["started_at"]
        return started_at if now - LONGEST < started_at <= now else now
