"""Links from one page of the admin to another."""

from __future__ import annotations

from django.db.models import Model
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString


def admin_url(thing: Model) -> str:
    meta = thing._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[thing.pk])


def link_to(thing: Model | None, text: str = "") -> SafeString | None:
    """A link to the thing's own page; without a thing None, which the admin shows as a dash."""
    if thing is None:
        return None
    return format_html('<a class="link" href="{}">{}</a>', admin_url(thing), text or str(thing))
