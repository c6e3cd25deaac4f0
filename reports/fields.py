"""The kinds of fields that filters are made of: each may be left empty, and says what is wrong."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from reports.parameters import Parameter

YEARS = (2000, 2100)
"""Of other years there is nothing to report, and near the ends of the calendar nothing to count."""


def closed_choice(label: Any, choices: Any, unknown: Any, **options: Any) -> forms.ChoiceField:
    """A field that takes one of the choices or nothing, and says what else it was given."""
    return forms.ChoiceField(
        label=label,
        choices=choices,
        required=False,
        error_messages={"invalid_choice": unknown},
        **options,
    )


def within_years(day: date) -> None:
    """Raises ValidationError."""
    if not YEARS[0] <= day.year <= YEARS[1]:
        raise forms.ValidationError(
            _("Choose a day between the years %(first)s and %(last)s.")
            % {"first": YEARS[0], "last": YEARS[1]}
        )


def day_field(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        input_formats=["%Y-%m-%d", "%d.%m.%Y"],
        error_messages={"invalid": _("This is no date. Write it as 2026-01-31.")},
        validators=[within_years],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


def parameter_field(parameter: Parameter) -> forms.Field:
    return _chosen(parameter) if parameter.choices else _number(parameter)


def _chosen(parameter: Parameter) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=str(parameter.label),
        help_text=str(parameter.help),
        required=False,
        coerce=Decimal,
        empty_value=None,
        initial=parameter.default,
        choices=[(str(value), str(label)) for value, label in parameter.choices],
        error_messages={"invalid_choice": _("“%(value)s” is no choice. Choose from the list.")},
    )


def _number(parameter: Parameter) -> forms.DecimalField:
    return forms.DecimalField(
        label=str(parameter.label),
        help_text=str(parameter.help),
        required=False,
        min_value=parameter.least,
        max_value=parameter.most,
        initial=parameter.default,
        widget=forms.NumberInput(attrs={"placeholder": str(parameter.default), "step": "any"}),
    )
