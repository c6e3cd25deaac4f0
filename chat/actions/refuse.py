"""Whoever is blocked is turned away, and told where else help is."""

from __future__ import annotations

from django.urls import reverse

from chat.choices import Refused
from chat.errors import Blocked
from chat.identities import block_against, identities_of_newcomer
from chat.models import RefusedAttempt, Topic


def refuse_blocked(*, browser: str, email: str, topic: Topic | None, language: str) -> None:
    """Raises `Blocked` for somebody who is; that they tried is counted, without naming them."""
    block = block_against(identities_of_newcomer(browser=browser, email=email))
    if block is None:
        return
    RefusedAttempt.objects.create(
        reason=Refused.BLOCKED, team=topic.team if topic else None, topic=topic, language=language
    )
    raise Blocked(until=block.ends_at, form_url=reverse("tickets:form"))
