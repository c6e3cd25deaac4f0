"""The agents of a replay come, can work, and are put away again."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.conf import settings
from django.contrib.auth import get_user
from django.contrib.sessions.models import Session
from django.http import HttpRequest

from chat.actions import accept_chat, open_chat, set_presence
from chat.choices import PresenceStatus
from chat.models import Presence
from chat.replay.accounts import agents_at_work
from helpdesk.people.models import Desk, Membership, Team, User

# The accounts are made on one connection and put away on another.
pytestmark = pytest.mark.django_db(transaction=True)


def who(cookie: str) -> str:
    """The user whom a request with this cookie comes from."""
    request = HttpRequest()
    key = cookie.removeprefix(f"{settings.SESSION_COOKIE_NAME}=")
    request.session = import_module(settings.SESSION_ENGINE).SessionStore(key)
    return get_user(request).get_username()


def test_agents_are_logged_in_and_in_every_team(team: Team) -> None:
    with agents_at_work(2) as accounts:
        assert [who(account.cookie) for account in accounts] == ["replay-agent-1", "replay-agent-2"]
        first = accounts[0].user
        assert (first.is_active, first.role, first.capacity) == (True, "agent", 6)
        assert not first.has_usable_password()
        assert list(first.teams.all()) == [team]


def test_afterwards_nobody_can_work_with_them(team: Team) -> None:
    def work() -> None:
        with agents_at_work(1) as accounts:
            set_presence(accounts[0].user, status=PresenceStatus.ONLINE)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        work()

    assert list(User.objects.values_list("username", "is_active")) == [("replay-agent-1", False)]
    assert list(Presence.objects.values_list("status", flat=True)) == ["offline"]
    assert Session.objects.count() == 0
    assert Membership.objects.count() == 0


def test_the_same_accounts_come_back() -> None:
    with agents_at_work(1):
        pass

    with agents_at_work(1) as accounts:
        assert accounts[0].user.is_active

    assert User.objects.count() == 1


def test_chats_that_a_killed_replay_left_are_ended(desk: Desk, agent: User) -> None:
    left, others = (open_chat(question="?", language="en").chat for _ in range(2))
    killed = User.objects.create(username="replay-agent-9")
    set_presence(killed, status=PresenceStatus.ONLINE)
    accept_chat(left.pk, agent=killed)
    accept_chat(others.pk, agent=agent)

    with agents_at_work(1):
        pass

    left.refresh_from_db()
    others.refresh_from_db()
    assert (left.state, others.state) == ("closed", "active")
