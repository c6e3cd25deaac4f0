"""Whoever is blocked is turned away, and told where else help is."""

from __future__ import annotations

from django.urls import reverse

from chat.actions.demand import note_refusal
from chat.choices import Refused
from chat.errors import Blocked
from chat.identities import block_against, identities_of_newcomer
from chat.models import Topic


def refuse_blocked(*, browser: str, email: str, topic: Topic | None, language: str) -> None:
    """Raises `Blocked` for somebody who is; that they tried is counted, without naming them."""
    block = block_against(identities_of_newcomer(browser=browser, email=email))
    if block is None:
        return
    note_refusal(reason=Refused.BLOCKED, language=language, topic=topic, who=browser)
    raise Blocked(until=block.ends_at, form_url=reverse("tickets:form"))
