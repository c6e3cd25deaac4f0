"""The saved views of whoever looks."""

from __future__ import annotations

from typing import Any

from django import template

from helpdesk.people.permissions import is_staff_member
from reports.models import SavedView

register = template.Library()


@register.inclusion_tag("reports/_kept.html", takes_context=True)
def kept_views(context: dict[str, Any]) -> dict[str, Any]:
    """One's own and those that others share, in one query."""
    user = context["user"]
    assert is_staff_member(user)
    views = list(SavedView.objects.seen_by(user).select_related("owner"))
    return {"views": views, "user": user}
