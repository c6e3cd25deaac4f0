"""What the rules decided about a chat, as sentences for those who read its history."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

OFFERED = {
    (): gettext_noop("Offered to %(agent)s"),
    ("topic",): gettext_noop("Offered to %(agent)s: nobody here answers for the topic"),
    ("language",): gettext_noop("Offered to %(agent)s: nobody here answers in the language"),
    ("language", "topic"): gettext_noop(
        "Offered to %(agent)s: nobody here answers for the topic or in the language"
    ),
}
PASSED_ON = {
    "no_answer": gettext_noop("%(agent)s did not answer: passed on after %(after_s)s s"),
    "declined": gettext_noop("%(agent)s let it go: passed on after %(after_s)s s"),
    "withdrawn": gettext_noop("No longer offered to %(agent)s, who could not take it any more"),
    "nobody_of_team": gettext_noop("Nobody of %(team)s is here: shown to everybody"),
}


def offered(data: Mapping[str, Any]) -> str:
    """To whom a chat was shown, and which skills were let fall for it."""
    return _(OFFERED.get(tuple(data.get("without", ())), OFFERED[()])) % _named(data)


def passed_on(data: Mapping[str, Any]) -> str:
    """From whom it went on, and why."""
    return _(PASSED_ON.get(str(data.get("why")), PASSED_ON["withdrawn"])) % _named(data)


def _named(data: Mapping[str, Any]) -> dict[str, Any]:
    return {"agent": "", "team": "", "after_s": 0, **data}
