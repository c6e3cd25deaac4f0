"""Where people put the files that they want to send in a chat."""

from __future__ import annotations

from typing import Any

from django import template

from chat.protocol import MOST_FILES
from helpdesk.files import ACCEPT, limits

register = template.Library()


@register.inclusion_tag("chat/_file_tray.html")
def file_tray() -> dict[str, Any]:
    """A tray for a composer; `wire/files/tray.js` fills it."""
    here = limits()
    return {"accept": ACCEPT, "each": here.each, "most": min(here.most, MOST_FILES)}
