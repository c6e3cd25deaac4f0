"""How ranges of hours and counts are called: the same in tables, pictures and lists."""

from __future__ import annotations

from django.utils.translation import gettext as _


def hour(first: int) -> str:
    """An hour of the clock: 09–10."""
    return f"{first:02d}–{first + 1:02d}"


def or_more(least: int) -> str:
    """What stands for all from here on."""
    return _("%(least)s or more") % {"least": least}
