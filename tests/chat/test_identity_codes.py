"""Identity codes reach no table, whichever way somebody writes them."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from chat import handoff
from chat.actions import (
    accept_chat,
    block_visitor,
    close_chat,
    open_chat,
    rate_chat,
    transfer_chat,
    whisper,
)
from chat.choices import EndReason
from chat.models import Chat
from helpdesk.people.choices import Role
from helpdesk.people.models import Desk, User
from tests.chat.conftest import MakeAgent
from tests.tickets.mail.letters import letter
from tickets.actions import add_comment, log_call, receive_email, submit_form
from tickets.models import Contact, Ticket

CODES = ("131052-308T", "880320-0016")
SAID = f"I am {CODES[0]} and {CODES[1]}."


def tables_with_codes() -> Iterator[str]:
    forms = [form for code in CODES for form in (f"%{code}%", f"%{code.encode().hex()}%")]
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT count(*) FROM "{table}" t WHERE t::text ILIKE ANY(%s)', [forms])
            if cursor.fetchone()[0]:
                yield table


def chat(*, of: User) -> Chat:
    opened = open_chat(
        question=SAID, language="en", name=SAID, page_url=f"https://uni.example/?who={CODES[0]}"
    )
    return accept_chat(opened.chat.pk, agent=of)


def mail(agent: User, boss: User) -> None:
    message = letter(SAID, Subject=SAID, From=f'"{SAID}" <aino@uni.example>')
    message.add_attachment(b"x", maintype="text", subtype="plain", filename=f"{CODES[0]}.txt")
    receive_email(message.as_bytes())


def form(agent: User, boss: User) -> None:
    email, key = "aino@uni.example", uuid.uuid4()
    submit_form(key=key, name=SAID, email=email, topic=None, language="en", message=SAID)


def call(agent: User, boss: User) -> None:
    log_call(
        agent=agent,
        person=CODES[0],
        outcome="solved",
        summary=SAID,
        started_at=timezone.now(),
        key=str(uuid.uuid4()),
    )
    add_comment(Ticket.objects.get(), kind="note", body=SAID, author_name=SAID)


def rated(agent: User, boss: User) -> None:
    mine = chat(of=agent)
    close_chat(mine.pk, reason=EndReason.AGENT, agent=agent, outcome="solved")
    handoff.open_ticket_for(mine.pk)
    rate_chat(mine, was_solved=True, satisfaction=5, alternative="", comment=SAID)


def handed_over(agent: User, boss: User) -> None:
    mine = chat(of=agent)
    whisper(mine.pk, by=boss, body=SAID, client_id=uuid.uuid4())
    transfer_chat(mine.pk, by=agent, agent=boss, client_id=uuid.uuid4(), note=SAID)
    close_chat(mine.pk, reason=EndReason.AGENT, agent=boss, outcome="solved")
    handoff.open_ticket_for(mine.pk)


def blocked(agent: User, boss: User) -> None:
    mine = chat(of=agent)
    block_visitor(mine.pk, by=agent, note=SAID)
    handoff.open_ticket_for(mine.pk)


@pytest.mark.parametrize(
    ("way", "counted"),
    [(mail, 6), (form, 4), (call, 3), (rated, 6), (handed_over, 8), (blocked, 4)],
)
def test_no_way_in_lets_a_code_through(
    desk: Desk, make_agent: MakeAgent, way: Callable[..., Any], counted: int
) -> None:
    way(make_agent("anna"), make_agent("sari", role=Role.SUPERVISOR))

    assert list(tables_with_codes()) == []
    assert Contact.objects.get().masked == counted
