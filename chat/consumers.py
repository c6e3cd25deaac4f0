"""The visitor's window and the agent's console: each frame calls one action and is answered."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, ClassVar
from uuid import UUID

from channels.auth import get_user

from chat import actions, protocol
from chat.cards import agent_card, agent_cards, visitor_card
from chat.choices import OPEN_STATES, EndReason, PresenceStatus, Speaker, State
from chat.conversation import Conversation
from chat.entries import Entry, as_uuid, for_agent, for_visitor
from chat.handshake import language_of
from chat.permissions import hash_token
from chat.queue import Snapshot
from chat.references import find_agent, find_team, find_topic
from chat.speech import done
from chat.threads import in_thread
from helpdesk.people.permissions import is_staff_member

MAX_TOKEN = 200
Handlers = dict[type, Callable[..., Awaitable[None]]]


class VisitorSocket(Conversation):
    """One window of one chat. The token comes in the first frame, never in the address."""

    role = Speaker.VISITOR
    state = ""
    place: tuple[int, int] | None = None

    async def greet(self, hello: protocol.Hello) -> None:
        card = await self._find(hello.token)
        if card is None:
            self.close(4401)
            return
        self.greeted = True
        self.visitor_chat, self.name, self.state = card["chat"], card["name"], card["state"]
        self.language = card["language"]
        self.share_limits(card["chat"])
        self.follow(card["chat"], card["head"])
        self.welcome(me={"name": card["name"], "role": self.role.value}, cards=[card])
        await self.send_log(card["chat"], after=self.start_after(hello, card))
        for other in hello.chats:
            if other != card["chat"]:
                self.push(protocol.FrameError("unknown_chat", {"chat": other[:64]}).frame)
        if self.state in OPEN_STATES:
            self.hub.spawn(in_thread(actions.visitor_returned, as_uuid(card["chat"])))
        if self.wants_queue:
            self.hub.refresh_queue()

    async def _find(self, token: str) -> dict[str, Any] | None:
        return await visitor_card(hash_token(token)) if 0 < len(token) <= MAX_TOKEN else None

    @property
    def wants_queue(self) -> bool:  # type: ignore[override]  # what is a constant for agents varies here
        return self.state == State.WAITING

    def show(self, entry: Entry) -> dict[str, Any]:
        return for_visitor(entry)

    def on_entry(self, entry: Entry) -> None:
        moved = {"assigned": State.ACTIVE, "transferred": State.WAITING, "closed": State.CLOSED}
        if entry.kind in moved:
            self.state, self.place = moved[entry.kind], None
        super().on_entry(entry)

    def on_queue(self, shot: Snapshot) -> None:
        place = shot.positions.get(self.visitor_chat)
        if place and place != self.place:
            self.place = place
            position, wait = place
            frame = {"type": "position", "chat": self.visitor_chat, "position": position}
            self.push({**frame, "expected_wait_s": wait})

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


class AgentSocket(Conversation):
    """One console of one agent, with all of the agent's chats. The session says who it is."""

    role = Speaker.AGENT
    wants_queue = True
    user: Any = None
    teams: set[int] | None = None
    """The agent's teams; None for whoever sees the whole queue."""

    async def greet(self, hello: protocol.Hello) -> None:
        user = await get_user(self.scope)
        if not is_staff_member(user):
            self.close(4401)
            return
        self.user, self.user_id, self.name = user, user.pk, user.public_name
        self.session_key = self.scope["session"].session_key or ""
        self.session_user = (str(user.pk), user.get_session_auth_hash())
        self.language = language_of(self.scope)
        self.share_limits(str(user.pk))
        self.hub.follow(f"user:{user.pk}", self)
        also = [found for found in map(as_uuid, hello.chats) if found]
        me, cards, status = await in_thread(self._arrive, also)
        self.greeted = True
        for card in cards:
            self.follow(card["chat"], card["head"])
        self.welcome(me=me, cards=cards, **status)
        for card in cards:
            await self.send_log(card["chat"], after=self.start_after(hello, card))
        for chat in hello.chats:
            if chat not in self.following:
                self.push({"type": "gone", "chat": chat[:64]})
        self.hub.refresh_queue()

    def _arrive(
        self, also: list[UUID]
    ) -> tuple[dict[str, Any], list[dict[str, Any]], dict[str, Any]]:
        presence = actions.keep_alive(self.user)
        teams = list(self.user.teams.values("pk", "name"))
        self.teams = None if self.user.is_supervisor else {team["pk"] for team in teams}
        me = {"id": self.user.pk, "name": self.name, "role": self.user.role}
        cards = agent_cards(self.user, also=also, language=self.language)
        named = [{"id": team["pk"], "name": team["name"]} for team in teams]
        return me, cards, {"status": presence.status, "capacity": presence.capacity, "teams": named}

    def left(self) -> None:
        self.hub.unfollow(f"user:{self.user_id}", self)

    def show(self, entry: Entry) -> dict[str, Any]:
        return for_agent(entry)

    def on_notice(self, notice: dict[str, Any]) -> None:
        if "card" in notice:
            self.hub.spawn(self._show_card(notice["card"]))
        elif "gone" in notice:
            self.unfollow(notice["gone"])
            self.push({"type": "gone", "chat": notice["gone"]})
        else:
            super().on_notice(notice)

    def on_holdings(self, chats: set[str]) -> None:
        """What is theirs by PostgreSQL, where no notice told."""
        for chat in chats - self.following.keys():
            self.hub.spawn(self._show_card(chat))

    async def _show_card(self, chat: str) -> None:
        card = await in_thread(agent_card, as_uuid(chat), self.user, language=self.language)
        if card is None:
            return
        new = chat not in self.following
        self.follow(chat, card["head"])
        self.push({"type": "chat", "card": card})
        if new:
            await self.send_log(chat, after=0)

    def on_queue(self, shot: Snapshot) -> None:
        if self.greeted:
            self.push(shot.frame(teams=self.teams))

    async def on_accept(self, frame: protocol.Accept) -> None:
        chat = as_uuid(frame.chat)
        if chat is None:
            self.need(frame.chat)
        already = frame.chat in self.following
        await in_thread(actions.accept_chat, chat, agent=self.user)
        if already:
            await self._show_card(frame.chat)

    async def on_transfer(self, frame: protocol.Transfer) -> None:
        self.need(frame.chat)
        entry, again = await in_thread(self._transfer, frame)
        self.push(done(entry, again=again))

    def _transfer(self, frame: protocol.Transfer) -> tuple[Entry, bool]:
        return actions.transfer_chat(
            UUID(frame.chat),
            by=self.user,
            client_id=frame.client_id,
            note=frame.note,
            team=find_team(frame.team),
            agent=find_agent(frame.agent),
        )

    async def on_close(self, frame: protocol.Close) -> None:
        self.need(frame.chat)
        entry, again = await in_thread(self._close, frame)
        self.push(done(entry, again=again))

    def _close(self, frame: protocol.Close) -> tuple[Entry, bool]:
        return actions.close_chat(
            UUID(frame.chat),
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
        )

    handlers: ClassVar[Handlers] = {
        **Conversation.handlers,
        protocol.Accept: on_accept,
        protocol.Transfer: on_transfer,
        protocol.Close: on_close,
        protocol.Status: on_status,
    }


__all__ = ["AgentSocket", "VisitorSocket"]
