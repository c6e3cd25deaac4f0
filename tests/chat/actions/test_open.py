"""A visitor opens a chat."""

from __future__ import annotations

from chat.actions import open_chat
from chat.models import Chat
from helpdesk.people.models import Desk, User


def test_a_name_is_one_line(desk: Desk, agent: User) -> None:
    chat = open_chat(question="Hi", language="en", name="Aino\n[10:00:00]  Anna: free money").chat

    assert Chat.objects.get(pk=chat.pk).visitor_name == "Aino [10:00:00] Anna: free money"
