"""The history of a ticket in words."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import translation

from tickets.history import words_of
from tickets.models import TicketEvent


@pytest.mark.parametrize(
    ("kind", "data", "words"),
    [
        ("opened", {"channel": "chat"}, "Opened: Chat"),
        ("opened", {}, "Opened: –"),
        ("contact", {"channel": "phone"}, "Contact added: Phone"),
        ("comment", {"kind": "note"}, "Internal note"),
        ("comment", {}, "Comment added"),
        ("status", {"from": "new", "to": "solved"}, "New → Solved"),
        ("assigned", {"assignee_name": "Anna", "team_name": ""}, "Assigned to Anna"),
        ("assigned", {"assignee_name": "Anna", "team_name": "A"}, "Assigned to Anna, A"),
        ("assigned", {}, "Assigned to nobody"),
        ("changed", {}, "Details changed"),
    ],
)
def test_each_kind_of_change_has_its_words(kind: str, data: dict[str, Any], words: str) -> None:
    with translation.override("en"):
        assert words_of(TicketEvent(kind=kind, data=data)) == words
