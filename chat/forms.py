"""The questions that are put to staff about a chat."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chat.models import Chat


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
