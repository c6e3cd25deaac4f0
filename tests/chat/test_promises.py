"""What was promised, and until when."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from chat.actions import open_chat
from chat.models import Chat
from chat.promises import promise_at
from helpdesk.people.models import Desk, Membership, Team, User
from tickets.models import Topic

OPENED = datetime(2026, 1, 30, 12, tzinfo=UTC)
LATER = OPENED + timedelta(minutes=5)


@pytest.mark.parametrize(
    ("chat", "until"),
    [
        ({"is_waiting": True}, OPENED + timedelta(seconds=10)),
        ({"is_waiting": False}, OPENED + timedelta(seconds=10)),
        ({"is_waiting": True, "queued_at": LATER}, OPENED + timedelta(seconds=10)),
        ({"is_waiting": False, "replied_at": LATER}, None),
        (
            {"is_waiting": True, "replied_at": LATER, "queued_at": LATER},
            LATER + timedelta(seconds=10),
        ),
    ],
    ids=["waits", "taken", "its agent vanished", "answered", "handed over"],
)
def test_an_answer_is_promised_until_it_is_given(
    chat: dict[str, Any], until: datetime | None
) -> None:
    usual = {"opened_at": OPENED, "queued_at": OPENED, "replied_at": None, "seconds": 10}

    assert promise_at(**{**usual, **chat}) == until


def test_a_chat_keeps_the_promise_it_was_opened_with(desk: Desk, agent: User, team: Team) -> None:
    Membership.objects.create(team=team, user=agent)
    Team.objects.update(promise_seconds=30)
    team.refresh_from_db()
    topic = Topic.objects.create(slug="vpn", name_en="VPN", name_fi="VPN", name_sv="VPN", team=team)

    of_team = open_chat(question="VPN?", language="en", topic=topic).chat
    of_none = open_chat(question="Hello?", language="en").chat
    Team.objects.update(promise_seconds=60)

    stored = dict(Chat.objects.values_list("pk", "promise_seconds"))
    assert stored == {of_team.pk: 30, of_none.pk: 10}
