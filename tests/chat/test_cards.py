"""What a console must know of each chat."""

from __future__ import annotations

import pytest
from pytest_django import DjangoAssertNumQueries

from chat.actions import accept_chat, close_chat, open_chat
from chat.cards import agent_cards
from chat.choices import EndReason
from helpdesk.people.models import Desk, User
from tests.chat.conftest import MakeAgent


@pytest.mark.parametrize("ended", [1, 3])
def test_ended_chats_cost_no_query_each(
    desk: Desk, agent: User, django_assert_num_queries: DjangoAssertNumQueries, ended: int
) -> None:
    chats = [open_chat(question=str(n), language="en").chat for n in range(ended)]
    for chat in chats:
        accept_chat(chat.pk, agent=agent)
        close_chat(chat.pk, reason=EndReason.AGENT, agent=agent)

    with django_assert_num_queries(2):
        cards = agent_cards(agent, also=[chat.pk for chat in chats], language="en")

    assert [card["chat"] for card in cards] == [str(chat.pk) for chat in chats]


def test_a_console_gets_its_agents_chats_and_nobody_elses(
    desk: Desk, agent: User, make_agent: MakeAgent
) -> None:
    mine, foreign = [open_chat(question=q, language="en").chat for q in ("Mine", "Foreign")]
    accept_chat(mine.pk, agent=agent)
    accept_chat(foreign.pk, agent=make_agent("mikko"))

    cards = agent_cards(agent, also=[foreign.pk], language="en")

    assert [card["chat"] for card in cards] == [str(mine.pk)]
