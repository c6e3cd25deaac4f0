"""The questions that are put to staff about a chat."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chat.models import Chat
from helpdesk.people.choices import PrivacyReason


class ClosingForm(forms.ModelForm[Chat]):
    """What a chat was about. The console shows it, sends a `close` frame, and posts nothing."""

    class Meta:
        model = Chat
        fields = ["topic"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        topic = self.fields["topic"]
        assert isinstance(topic, forms.ModelChoiceField)
        assert topic.queryset is not None
        topic.empty_label = _("No topic")
        topic.queryset = topic.queryset.filter(is_active=True)


class EraseForm(forms.Form):
    """What cannot be taken back is typed, not clicked."""

    REASONS = [choice for choice in PrivacyReason.choices if choice[0] != PrivacyReason.RETENTION]

    reason = forms.ChoiceField(label=_("Why"), choices=REASONS)
    number = forms.CharField(
        label=_("Number of the person"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )

    def __init__(self, *args: Any, number: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = number
        self.fields["number"].help_text = _("Type %(number)s to confirm.") % {"number": number}

    def clean_number(self) -> str:
        typed: str = self.cleaned_data["number"].strip().lstrip("#")
        if typed != str(self.person):
            raise forms.ValidationError(
                _("This is not the person's number. Nothing was erased."), code="number"
            )
        return typed
