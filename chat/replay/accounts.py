"""The agents of a replay: accounts of this database, made for it and put away after it."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase
from django.db import Error as DatabaseError
from django.db import close_old_connections, transaction

from chat.actions import set_presence
from chat.choices import PresenceStatus
from chat.models import Chat
from chat.replay.stored import give_up
from helpdesk.people.choices import Role
from helpdesk.people.models import Membership, Team, User

CAPACITY = 6
USERNAME = "replay-agent-{}"
BACKEND = "django.contrib.auth.backends.ModelBackend"
SESSION_S = 24 * 60 * 60
RETIRE_ATTEMPTS = 5
RETIRE_PAUSE_S = 2.0


@dataclass(frozen=True)
class Account:
    """One agent who can work: the account, and the session that a console logs in with."""

    user: User
    session: SessionBase

    @property
    def cookie(self) -> str:
        return f"{settings.SESSION_COOKIE_NAME}={self.session.session_key}"


@contextmanager
def agents_at_work(number: int) -> Iterator[list[Account]]:
    """So many agents, logged in; whatever happens, they are put away at the end."""
    usernames = [USERNAME.format(n) for n in range(1, number + 1)]
    _end_left_over_chats()
    accounts: list[Account] = []
    try:
        for username in usernames:
            accounts.append(_engage(username))
        close_old_connections()  # a connection held through the whole run may be dead at its end
        yield accounts
    finally:
        _retire_surely(accounts)


def _engage(username: str) -> Account:
    """The account, active, in every team, so that it may take any chat; without a password."""
    with transaction.atomic():
        user, _ = User.objects.get_or_create(username=username)
        user.first_name, user.last_name = "Replay", username.rpartition("-")[2]
        user.display_name = f"Replay {user.last_name}"
        user.role, user.capacity, user.is_active = Role.AGENT, CAPACITY, True
        user.set_unusable_password()
        user.save()
        for team in Team.objects.all():
            Membership.objects.get_or_create(team=team, user=user)
    session: SessionBase = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = BACKEND
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.set_expiry(SESSION_S)
    session.create()
    return Account(user, session)


def _end_left_over_chats() -> None:
    """Chats that an earlier replay was killed in: they would take up its agents' places."""
    left = Chat.objects.unfinished().filter(agent__username__startswith=USERNAME.format(""))
    for chat in left.values_list("pk", flat=True):
        give_up(str(chat))


def _retire_surely(accounts: Sequence[Account]) -> None:
    """Also while the database is just coming back: an account must not stay open."""
    for _ in range(RETIRE_ATTEMPTS - 1):
        try:
            return _retire(accounts)
        except DatabaseError:
            close_old_connections()
            time.sleep(RETIRE_PAUSE_S)
    return _retire(accounts)


def _retire(accounts: Sequence[Account]) -> None:
    for account in accounts:
        set_presence(account.user, status=PresenceStatus.OFFLINE)
        account.session.delete()
    users = [account.user.pk for account in accounts]
    Membership.objects.filter(user__in=users).delete()
    User.objects.filter(pk__in=users).update(is_active=False)
