"""What each web process keeps an eye on: that pushes arrive, and that sessions still hold."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Any

from django.contrib.sessions.models import Session
from django.utils import timezone

from chat import log, pool
from chat.entries import as_uuid
from chat.threads import in_thread
from helpdesk import realtime
from helpdesk.people.models import User

if TYPE_CHECKING:
    from chat.hub import Hub

logger = logging.getLogger(__name__)

PROBE_S = 0.75
DEAF_AFTER_S = 2.5
ANEW_AFTER_S = 5.0
SESSIONS_S = 3.0
Rights = tuple[bool, frozenset[int]]
"""What changes what a console may see: whether it is a supervisor's, and its person's teams."""

HOLDERS = """
SELECT id::text, agent_id FROM chat_chat
 WHERE (state = 'active' AND agent_id = ANY(%(users)s)) OR id = ANY(%(chats)s)
"""
OFFERS = """
SELECT id, agent_id FROM chat_offer WHERE ended_at IS NULL AND agent_id = ANY(%(users)s)
"""


async def pushes(hub: Hub) -> None:
    """While Redis does not carry notices, reads from PostgreSQL what they would have told.

    A probe is published all the time; a process that does not hear its own is deaf, for whatever
    reason: Redis dead, frozen, or back without our subscription. Where Redis takes the probes all
    the while, the subscription is what is broken, and is made anew.
    """
    loop = asyncio.get_running_loop()
    hub.heard_at = loop.time()
    deaf = False
    while True:
        await asyncio.sleep(PROBE_S)
        realtime.publish_probe()
        was, deaf = deaf, loop.time() - hub.heard_at > DEAF_AFTER_S
        if deaf != was:
            logger.warning(
                "notices %s", "do not arrive: reading the log" if deaf else "arrive again"
            )
        if deaf and realtime.is_carried() and _silence(hub) > ANEW_AFTER_S:
            hub.listen_anew()
        if deaf or was:
            try:
                await catch_up(hub)
            except Exception as error:  # PostgreSQL may be away as well; the next round tries again
                logger.warning("could not catch up: %s", type(error).__name__)


def _silence(hub: Hub) -> float:
    """For how many seconds a subscription that should work has told nothing."""
    return asyncio.get_running_loop().time() - max(hub.heard_at, hub.listening_since)


async def catch_up(hub: Hub) -> None:
    """Shows all entries that were committed elsewhere, and the chats that agents got or lost."""
    for chat, head in (await hub.read_heads()).items():
        after = hub.heads.get(chat, 0)
        identity = as_uuid(chat)
        while identity and after < head:
            entries = await log.page(identity, after=after, limit=200)
            if not entries:
                break
            for entry in entries:
                hub.show(entry)
            after = entries[-1].seq
    await holdings(hub)
    hub.refresh_queue()


async def holdings(hub: Hub) -> None:
    """Tells each console which chats are its agent's, by PostgreSQL: got or lost without notice."""
    agents = [socket for socket in hub.sockets if socket.user_id and socket.greeted]
    if not agents:
        return
    users = list({socket.user_id for socket in agents})
    shown = {as_uuid(chat) for socket in agents for chat in socket.following}
    rows = await pool.fetch(HOLDERS, {"users": users, "chats": list(shown)})
    offers = await pool.fetch(OFFERS, {"users": users})
    for socket in agents:
        socket.on_holdings({chat for chat, user in rows if user == socket.user_id})
        socket.on_offers({offer for offer, user in offers if user == socket.user_id})


async def sessions(hub: Hub) -> None:
    """Ends the sockets of agents who logged out, were locked out, or changed their password.

    Whose role or teams changed comes back with the rights that hold now.
    """
    while True:
        await asyncio.sleep(SESSIONS_S)
        agents = [socket for socket in hub.sockets if socket.user_id and socket.greeted]
        if not agents:
            continue
        try:
            held = await in_thread(_held_sessions, [socket.session_key for socket in agents])
        except Exception as error:  # without PostgreSQL nobody can be judged
            logger.warning("sessions were not checked: %s", type(error).__name__)
            continue
        for socket in agents:
            holder, rights = held.get(socket.session_key, (None, None))
            if holder != socket.session_user:
                socket.close(4401)
            elif rights != (socket.is_supervisor, socket.member_of):
                socket.close(1012)


def _held_sessions(keys: list[str]) -> dict[str, tuple[tuple[str, str], Rights]]:
    """Which session is whose, of those that still hold, and what that person may do.

    Who: (user id, fingerprint of the password). Rights: (is a supervisor, the teams).
    """
    rows = Session.objects.filter(session_key__in=keys, expire_date__gt=timezone.now())
    decoded = {row.session_key: row.get_decoded() for row in rows}
    users: dict[str, Any] = {
        str(user.pk): user
        for user in User.objects.filter(is_active=True).prefetch_related("memberships")
    }
    return {
        key: ((str(user.pk), user.get_session_auth_hash()), rights_of(user))
        for key, data in decoded.items()
        if (user := users.get(data.get("_auth_user_id", "")))
    }


def rights_of(user: User) -> Rights:
    teams = frozenset(membership.team_id for membership in user.memberships.all())
    return user.is_supervisor, teams
