"""The forms of what is kept and sent of reports: saved views, scheduled mails, months, notes."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from helpdesk.errors import NotFound
from helpdesk.people.choices import Role, Weekday
from helpdesk.people.models import User
from reports.choices import Rhythm
from reports.documents import report_of
from reports.fields import within_years
from reports.models import SavedView
from reports.permissions import may_mail_view


class SaveViewForm(forms.Form):
    """A name for the report as it is filtered now."""

    name = forms.CharField(label=_("Name"), max_length=80)
    is_shared = forms.BooleanField(label=_("Others who see reports see it too"), required=False)


class NewViewForm(SaveViewForm):
    slug = forms.SlugField(max_length=40, widget=forms.HiddenInput)
    query = forms.CharField(max_length=1000, required=False, widget=forms.HiddenInput)


class NoteForm(forms.Form):
    note = forms.CharField(
        label=_("What we do about it"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class MonthForm(forms.Form):
    month = forms.DateField(
        label=_("Month"),
        input_formats=["%Y-%m"],
        error_messages={"invalid": _("This is no month. Write it as 2026-01.")},
        validators=[within_years],
        widget=forms.DateInput(attrs={"type": "month", "placeholder": "2026-01"}, format="%Y-%m"),
    )

    def first_day(self) -> date:
        """Of the month of a valid form."""
        day: date = self.cleaned_data["month"]
        return day


class DeliveryForm(forms.Form):
    """A scheduled mail of a view that `user` sees."""

    view = forms.ModelChoiceField(SavedView.objects.none(), label=_("Saved view"), empty_label=None)
    recipient = forms.ModelChoiceField(
        User.objects.none(), label=pgettext_lazy("recipient", "To"), empty_label=None
    )
    rhythm = forms.ChoiceField(label=_("How often"), choices=Rhythm.choices)
    weekday = forms.TypedChoiceField(
        label=_("Weekday"),
        choices=Weekday.choices,
        coerce=int,
        required=False,
        help_text=_("Of weekly mails."),
    )
    hour = forms.TypedChoiceField(
        label=_("Hour"),
        choices=[(hour, f"{hour:02d}:00") for hour in range(24)],
        coerce=int,
        initial=7,
        help_text=_("In the desk's time zone."),
    )
    band_low = forms.DecimalField(
        label=_("Only below (%)"), min_value=0, max_value=100, decimal_places=1, required=False
    )
    band_high = forms.DecimalField(
        label=_("or above (%)"), min_value=0, max_value=100, decimal_places=1, required=False
    )

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        self.user = user
        _choose_from(self.fields["view"], SavedView.objects.seen_by(user))
        _choose_from(self.fields["recipient"], who_see_reports().exclude(email=""))

    def clean_weekday(self) -> int:
        weekday: int = self.cleaned_data["weekday"] or Weekday.MONDAY
        return weekday

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        low, high = data.get("band_low"), data.get("band_high")
        if low is not None and high is not None and low > high:
            self.add_error("band_high", _("The band ends before it begins. Change one of the two."))
        view, recipient = data.get("view"), data.get("recipient")
        if view and (low is not None or high is not None) and not has_headline(view):
            self.add_error("band_low", _("This report has no single share that a band could hold."))
        if view and recipient and not may_mail_view(self.user, view, recipient):
            self.add_error(
                "recipient",
                _("Views of others you can only mail to yourself. Save your own, or choose you."),
            )
        return data


def has_headline(view: SavedView) -> bool:
    try:
        return report_of(view.slug).headline is not None
    except NotFound:
        return False


def who_see_reports() -> QuerySet[User]:
    """Those whom `people.permissions.sees_reports` lets in."""
    chiefs = Q(is_superuser=True) | Q(role__in=[Role.SUPERVISOR, Role.MANAGER])
    return User.objects.filter(chiefs, is_active=True).order_by("last_name", "first_name")


def _choose_from(field: forms.Field, rows: QuerySet[Any]) -> None:
    """The choices are read once, however often they are looked at."""
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = rows
    field.choices = [(row.pk, str(row)) for row in rows]
