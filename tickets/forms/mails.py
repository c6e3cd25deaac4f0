"""The form under a reply that could not be mailed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from tickets.models import Comment


class SendAgainForm(forms.Form):
    """`seen` tells which try the page showed as failed, so that two clicks are one."""

    to = forms.EmailField(
        label=_("Send it to"),
        max_length=254,
        help_text=_("For this mail only: a supervisor corrects the person's own address."),
        error_messages={"required": _("Write the address that it shall go to.")},
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, comment: Comment, data: Any = None) -> None:
        seen = comment.resent_at.isoformat() if comment.resent_at else ""
        initial = {"to": comment.send_to, "seen": seen}
        super().__init__(data, initial=initial, auto_id=f"id_again_{comment.pk}_%s")

    def clean_seen(self) -> Any:
        try:
            return parse_datetime(self.cleaned_data["seen"])
        except ValueError:
            return None
