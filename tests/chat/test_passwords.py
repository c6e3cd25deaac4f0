"""Passwords that people tell us reach no table, whichever way they write."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from chat import handoff
from chat.actions import accept_chat, close_chat, open_chat, rate_chat
from chat.choices import EndReason
from helpdesk.people.models import Desk, User
from tests.chat.conftest import MakeAgent
from tests.tickets.mail.letters import raw
from tickets.actions import receive_email, submit_form
from tickets.models import Contact

SECRET = "Kesakuu24x"
SAID = f"Wi-Fi does not work, my password is {SECRET}"


def tables_with_the_secret() -> list[str]:
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT FROM "{table}" t WHERE strpos(t::text, %s) > 0', [SECRET])
            if cursor.fetchone() is not None:
                found.append(table)
    return found


def mail(agent: User) -> None:
    receive_email(raw(SAID, Subject=SAID))


def form(agent: User) -> None:
    email, key = "aino@uni.example", uuid.uuid4()
    submit_form(key=key, name="Aino", email=email, topic=None, language="en", message=SAID)


def chat(agent: User) -> None:
    mine = accept_chat(open_chat(question=SAID, language="en").chat.pk, agent=agent)
    close_chat(mine.pk, reason=EndReason.AGENT, agent=agent, outcome="solved")
    handoff.open_ticket_for(mine.pk)
    rate_chat(mine, was_solved=True, satisfaction=5, alternative="", comment=SAID)


@pytest.mark.parametrize(("way", "counted"), [(mail, 2), (form, 1), (chat, 2)])
def test_no_way_in_lets_a_told_password_through(
    desk: Desk, make_agent: MakeAgent, way: Callable[[User], Any], counted: int
) -> None:
    way(make_agent("anna"))

    assert tables_with_the_secret() == []
    assert Contact.objects.get().masked == counted
