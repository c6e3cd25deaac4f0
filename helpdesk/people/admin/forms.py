"""Forms of the admin that say in words what a constraint would say by its name."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from unfold.forms import UserChangeForm, UserCreationForm
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget

from helpdesk.people.choices import Language
from helpdesk.people.models import Requester, User


class OnlyAddress:
    """An address that belongs to one person, however it is written."""

    cleaned_data: dict[str, Any]
    instance: Any

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        others = type(self.instance).objects.exclude(pk=self.instance.pk)
        if email and others.filter(email__iexact=email).exists():
            raise ValidationError(_("This address belongs to somebody else already."))
        return email


class OnlyAddressForm(OnlyAddress, forms.ModelForm[Requester]):
    pass


class StaffChangeForm(OnlyAddress, UserChangeForm):
    chat_languages = forms.MultipleChoiceField(
        label=_("languages of chats"),
        choices=Language.choices,
        required=False,
        widget=UnfoldAdminCheckboxSelectMultipleWidget,
        help_text=_("Languages in which this person answers. None chosen: all."),
    )

    class Meta:
        model = User
        fields = "__all__"


class StaffCreationForm(OnlyAddress, UserCreationForm):
    class Meta:
        model = User
        fields = ("username", "email")
