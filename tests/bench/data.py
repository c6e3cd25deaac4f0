"""Run in the environment of the bench's desk: agents who are logged in, chats that are theirs.

Prints JSON: for each kind of chat a list of (chat, token, cookie of its agent or nothing).
"""

from __future__ import annotations

import copy
import json
import sys
from uuid import uuid4

import django

django.setup()

from django.utils import timezone  # noqa: E402  (Django must be set up)

from chat.actions import set_presence  # noqa: E402
from chat.actions.open import open_chat  # noqa: E402
from chat.choices import PresenceStatus, State  # noqa: E402
from chat.models import Chat, Event  # noqa: E402
from chat.permissions import hash_token  # noqa: E402
from helpdesk.people.models import Desk, ServiceHours, User  # noqa: E402
from tests.faults.accounts import cookie  # noqa: E402
from tickets.models import Contact  # noqa: E402

QUESTION = "My VPN says that the certificate has expired. What can I do?"


def opened() -> Chat:
    """One chat as the product opens it; all others are its copies."""
    Desk.objects.create(pk=1, queue_limit=500)
    for weekday in range(7):
        ServiceHours.objects.create(weekday=weekday, opens="00:00", closes="00:00")
    agent = User.objects.create_user("first", "first@desk.example")
    set_presence(agent, status=PresenceStatus.ONLINE)
    return open_chat(question=QUESTION, language="en", name="Visitor").chat


def copies(first: Chat, count: int, agents: list[int]) -> list[tuple[str, str]]:
    """So many active chats with the same log, of these agents in turn: (chat, token)."""
    contacts = [copy.copy(first.contact) for _ in range(count)]
    for contact in contacts:
        contact.pk = None
    Contact.objects.bulk_create(contacts)
    chats, tokens = [], [uuid4().hex for _ in range(count)]
    for number, contact in enumerate(contacts):
        one = copy.copy(first)
        one.pk, one.contact, one.token_hash = uuid4(), contact, hash_token(tokens[number])
        one.state, one.agent_id = State.ACTIVE, agents[number % len(agents)]
        one.assigned_at = timezone.now()
        chats.append(one)
    Chat.objects.bulk_create(chats)
    log = list(first.events.order_by("seq"))
    Event.objects.bulk_create(_of(event, chat) for chat in chats for event in log)
    return [(str(chat.pk), token) for chat, token in zip(chats, tokens, strict=True)]


def _of(event: Event, chat: Chat) -> Event:
    one = copy.copy(event)
    one.pk, one.chat = None, chat
    return one


def main(wanted: dict[str, int]) -> dict[str, list[tuple[str, str, str]]]:
    """Chats that talk have an agent each, who is logged in; the others one who is elsewhere."""
    first = opened()
    cookies = [cookie(f"agent-{number}") for number in range(wanted["talking"])]
    agents = list(User.objects.filter(username__startswith="agent-").values_list("pk", flat=True))
    elsewhere = User.objects.create_user("elsewhere", "elsewhere@desk.example").pk
    found = {}
    for kind, count in wanted.items():
        talks = kind == "talking"
        made = copies(first, count, sorted(agents) if talks else [elsewhere])
        logged_in = cookies if talks else [""] * count
        found[kind] = [(*pair, one) for pair, one in zip(made, logged_in, strict=True)]
    return found


if __name__ == "__main__":
    print(json.dumps(main(json.loads(sys.argv[1]))))
