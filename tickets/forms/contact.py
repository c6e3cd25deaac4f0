"""The form for people who ask: by writing instead of calling."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tickets.forms.fields import MAX_BODY, WrittenField
from tickets.forms.files import WithFiles
from tickets.models import Topic


class ContactForm(WithFiles):
    field_order = ("message", "files", "topic", "name", "email")
    files_label = _("Screenshot or other files")
    files_help = _(
        "A picture of what you see helps most. At most %(count)s files, %(each)s MB each and"
        " %(together)s MB together."
    )
    message = WrittenField(
        label=_("What do you need help with?"),
        max_length=MAX_BODY,
        error_messages={"required": _("Write what you need help with.")},
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto"}),
        help_text=_(
            "Never write your identity code or a password. What happened, where, and what did you"
            " see on the screen?"
        ),
    )
    topic = forms.ModelChoiceField(
        label=_("Topic"),
        queryset=Topic.objects.none(),
        required=False,
        empty_label=_("I am not sure"),
    )
    name = WrittenField(
        label=_("Your name"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name", "dir": "auto"}),
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        error_messages={"required": _("Write your address, so that we can answer you.")},
        help_text=_("We answer there."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(self.field_order)
        topic = self.fields["topic"]
        assert isinstance(topic, forms.ModelChoiceField)
        topic.queryset = Topic.objects.offered()
