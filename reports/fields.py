"""The kinds of fields that filters are made of: each may be left empty, and says what is wrong."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from reports.parameters import Parameter


def closed_choice(label: Any, choices: Any, unknown: Any, **options: Any) -> forms.ChoiceField:
    """A field that takes one of the choices or nothing, and says what else it was given."""
    return forms.ChoiceField(
        label=label,
        choices=choices,
        required=False,
        error_messages={"invalid_choice": unknown},
        **options,
    )


def day_field(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        input_formats=["%Y-%m-%d", "%d.%m.%Y"],
        error_messages={"invalid": _("This is no date. Write it as 2026-01-31.")},
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
