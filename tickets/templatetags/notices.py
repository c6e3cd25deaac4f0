"""The bell of staff pages."""

from __future__ import annotations

from typing import Any

from django import template

from helpdesk.people.permissions import staff_of
from tickets.notices import as_list, notices_for

register = template.Library()


@register.inclusion_tag("tickets/_bell.html", takes_context=True)
def bell(context: dict[str, Any], here: int | None = None) -> dict[str, Any]:
    """What the reader should know; nothing is new of the ticket `here`, whose page this is."""
    return as_list(notices_for(staff_of(context["request"]), here=here))
