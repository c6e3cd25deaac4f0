"""The visitor's window and the agent's console: each frame calls one action and is answered."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from types import SimpleNamespace
from typing import Any, ClassVar, cast
from uuid import UUID

from django.contrib.auth import get_user
from django.http import HttpRequest

from chat import actions, protocol
from chat.cards import agent_cards, is_erased, visitor_card
from chat.choices import OPEN_STATES, AwayReason, EndReason, EventKind, PresenceStatus, Speaker
from chat.conversation import Conversation
from chat.desk import Place
from chat.door import wait_told
from chat.entries import Entry, as_uuid, for_agent, for_visitor
from chat.events import QUEUE
from chat.guarding import Guarding
from chat.handshake import Scope, language_of
from chat.offering import Offering
from chat.permissions import hash_token
from chat.queue import Snapshot
from chat.references import chat_id, find_agent, find_team, find_topic
from chat.sockets import Receive, Send
from chat.speech import done
from chat.supervision import Supervision
from chat.threads import in_thread
from helpdesk import realtime
from helpdesk.people.permissions import is_staff_member
from helpdesk.people.signing import owes_second_factor

MAX_KNOWN = 100
"""So many ended chats of its own a console may ask for when it comes back."""
ERASED = 4410
"""The code with which a visitor's windows are closed when their chat was erased."""
Handlers = dict[type, Callable[..., Awaitable[None]]]


class VisitorSocket(Conversation):
    """One window of one chat. The token comes in the first frame, never in the address."""

    role = Speaker.VISITOR
    is_open = False
    place: Place | None = None
    alias = ""
    """Under which agents appear to this visitor; empty: under their own names."""

    async def greet(self, hello: protocol.Hello) -> None:
        token = hash_token(hello.token)
        card = await visitor_card(token)
        if card is None:
            self.close(ERASED if await is_erased(token) else 4401)
            return
        self.greeted, self.is_open = True, card["state"] in OPEN_STATES
        self.visitor_chat, self.name, self.language = card["chat"], card["name"], card["language"]
        self.alias = card.pop("alias")
        self.share_limits(card["chat"])
        self.follow(card["chat"], card["head"])
        self.welcome(me={"name": card["name"], "role": self.role.value}, cards=[card])
        await self.send_log(card["chat"], after=self.start_after(hello, card))
        for other in hello.chats:
            if other != card["chat"]:
                self.push(protocol.FrameError("unknown_chat", {"chat": other[:64]}).frame)
        if self.is_open:
            self.hub.arrived(card["chat"])
            self.hub.refresh_queue()

    @property
    def wants_queue(self) -> bool:  # type: ignore[override]  # what is a constant for agents varies here
        return self.is_open

    def show(self, entry: Entry) -> dict[str, Any]:
        return for_visitor(entry, alias=self.alias)

    def on_notice(self, notice: dict[str, Any]) -> None:
        frame = notice.get("frame", {})
        if self.alias and "name" in frame and notice["by"] == Speaker.AGENT:
            notice = {**notice, "frame": {**frame, "name": self.alias}}
        super().on_notice(notice)

    def on_erased(self, chat: str) -> None:
        self.close(ERASED)

    def on_entry(self, entry: Entry) -> None:
        self.is_open = self.is_open and entry.kind != EventKind.CLOSED
        super().on_entry(entry)

    def on_queue(self, shot: Snapshot) -> None:
        before, self.place = self.place, shot.positions.get(self.visitor_chat)
        if self.place and self.place != before:
            frame = {"type": "position", "chat": self.visitor_chat}
            self.push({**frame, "position": self.place.position, **wait_told(self.place)})

    async def on_close(self, frame: protocol.Close) -> None:
        self.need(frame.chat)
        entry, again = await in_thread(
            actions.close_chat,
            UUID(frame.chat),
            reason=EndReason.VISITOR,
            client_id=frame.client_id,
        )
        self.push(done(entry, again=again))

    handlers: ClassVar[Handlers] = {**Conversation.handlers, protocol.Close: on_close}


class AgentSocket(Supervision, Guarding, Offering):
    """One console of one agent, with all of the agent's chats. The session says who it is."""

    role = Speaker.AGENT
    wants_queue = True
    user: Any = None
    teams: set[int] | None = None
    """The agent's teams; None for whoever sees the whole queue."""

    def __init__(self, scope: Scope, receive: Receive, send: Send) -> None:
        super().__init__(scope, receive, send)
        self._reviewing = asyncio.Lock()
        self._queue: dict[str, Any] = {}

    async def greet(self, hello: protocol.Hello) -> None:
        user = await in_thread(self._find_user)
        if not is_staff_member(user):
            self.close(4401)
            return
        self.user, self.user_id, self.name = user, user.pk, user.public_name
        self.is_supervisor, self.looks_on = user.is_supervisor, hello.view == "desk"
        self.session_key = self.scope["session"].session_key or ""
        self.session_user = (str(user.pk), user.get_session_auth_hash())
        self.language = language_of(self.scope)
        self.share_limits(str(user.pk))
        if not self._closing:
            self.hub.follow(f"user:{user.pk}", self)
        async with self._reviewing:
            cards = await self._welcome(hello)
        for card in cards:
            await self.send_log(card["chat"], after=self.start_after(hello, card))
        for chat in hello.chats:
            if chat not in self.following:
                self.push({"type": "gone", "chat": chat[:64]})
        await self.show_offers()
        realtime.publish_nowait([QUEUE])

    async def show_offers(self) -> None:
        if not self.looks_on:
            await super().show_offers()

    def _find_user(self) -> Any:
        """Nobody where the session lacks a second factor that it needs."""
        request = cast(HttpRequest, SimpleNamespace(session=self.scope["session"]))
        user = get_user(request)
        return None if is_staff_member(user) and owes_second_factor(request, user) else user

    async def _welcome(self, hello: protocol.Hello) -> list[dict[str, Any]]:
        also = [found for found in map(as_uuid, hello.chats) if found][:MAX_KNOWN]
        me, cards, status = await in_thread(self._arrive, also)
        self.greeted = True
        for card in cards:
            self.follow(card["chat"], card["head"])
        self.welcome(me=me, cards=cards, **status)
        return list(cards)

    def _arrive(
        self, also: list[UUID]
    ) -> tuple[dict[str, Any], list[dict[str, Any]], dict[str, Any]]:
        presence = self.arrive()
        teams = list(self.user.teams.values("pk", "name"))
        self.member_of = frozenset(team["pk"] for team in teams)
        self.teams = None if self.user.is_supervisor else set(self.member_of)
        me = {"id": self.user.pk, "name": self.name, "role": self.user.role}
        cards = agent_cards(self.user, also=also, language=self.language)
        named = [{"id": team["pk"], "name": team["name"]} for team in teams]
        return (
            me,
            cards,
            {
                "status": presence.status,
                "reason": presence.reason,
                "capacity": presence.capacity,
                "relieved": presence.relieved,
                "teams": named,
            },
        )

    def left(self) -> None:
        self.hub.unfollow(f"user:{self.user_id}", self)

    def show(self, entry: Entry) -> dict[str, Any]:
        return for_agent(entry)

    def on_notice(self, notice: dict[str, Any]) -> None:
        if "card" in notice:
            self.hub.spawn(self.review(notice["card"]))
        elif "gone" in notice:
            self._lose(notice["gone"])
            self.hub.spawn(self.review(notice["gone"]))
        else:
            super().on_notice(notice)

    def on_erased(self, chat: str) -> None:
        self._lose(chat)

    def on_holdings(self, chats: set[str]) -> None:
        for chat in chats ^ self.following.keys():
            self.hub.spawn(self.review(chat))

    def _lose(self, chat: str) -> None:
        if chat in self.following:
            self.unfollow(chat)
            self.push({"type": "gone", "chat": chat})

    async def review(self, chat: str) -> None:
        """Shows the chat if it is the agent's by PostgreSQL, or lets go of it.

        One after the other, so that the last look is the last word, in whatever order notices come.
        """
        async with self._reviewing:
            if not self.greeted:
                return
            card = await in_thread(self.card_of, chat)
            if card is None:
                self._lose(chat)
                return
            new = chat not in self.following
            self.follow(chat, card["head"])
            self.push({"type": "chat", "card": card})
        if new:
            await self.send_log(chat, after=0)

    def on_queue(self, shot: Snapshot) -> None:
        frame = shot.frame(teams=self.teams, user=self.user_id)
        if self.greeted and frame != self._queue:
            self._queue = frame
            self.push(frame)

    async def on_accept(self, frame: protocol.Accept) -> None:
        await in_thread(actions.accept_chat, chat_id(frame.chat), agent=self.user)

    async def on_transfer(self, frame: protocol.Transfer) -> None:
        entry, again = await in_thread(self._transfer, frame)
        self.push(done(entry, again=again))

    def _transfer(self, frame: protocol.Transfer) -> tuple[Entry, bool]:
        return actions.transfer_chat(
            chat_id(frame.chat),
            by=self.user,
            client_id=frame.client_id,
            note=frame.note,
            team=find_team(frame.team),
            agent=find_agent(frame.agent),
        )

    async def on_close(self, frame: protocol.Close) -> None:
        entry, again = await in_thread(self._close, frame)
        self.push(done(entry, again=again))

    def _close(self, frame: protocol.Close) -> tuple[Entry, bool]:
        return actions.close_chat(
            chat_id(frame.chat),
            reason=EndReason.AGENT,
            agent=self.user,
            client_id=frame.client_id,
            outcome=frame.outcome or "",
            topic=find_topic(frame.topic),
            ticket=frame.ticket,
        )

    async def on_status(self, frame: protocol.Status) -> None:
        await in_thread(
            actions.set_presence,
            self.user,
            status=PresenceStatus(frame.status),
            capacity=frame.capacity,
            reason=AwayReason(frame.reason) if frame.reason else None,
        )

    handlers: ClassVar[Handlers] = {
        **Supervision.handlers,
        **Guarding.handlers,
        **Offering.handlers,
        protocol.Accept: on_accept,
        protocol.Transfer: on_transfer,
        protocol.Close: on_close,
        protocol.Status: on_status,
    }


__all__ = ["AgentSocket", "VisitorSocket"]
