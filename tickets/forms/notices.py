"""Which notices are mailed to oneself."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from helpdesk.people.models import User


class MailsForm(forms.Form):
    assigned = forms.BooleanField(label=_("When somebody assigns a ticket to me"), required=False)
    answered = forms.BooleanField(
        label=_("When somebody answers on a ticket of mine"), required=False
    )

    @classmethod
    def of(cls, user: User) -> MailsForm:
        return cls(initial={"assigned": user.mails_assigned, "answered": user.mails_answered})
