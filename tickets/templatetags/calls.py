"""The call form, for pages of other parts of the desk."""

from __future__ import annotations

from typing import Any

from django import template

from tickets.calls.forms import CallForm

register = template.Library()


@register.inclusion_tag("tickets/_call_form.html")
def call_form() -> dict[str, Any]:
    return {"form": CallForm(auto_id="call-%s")}
