"""What a console was told, bit by bit, is what a console that opens now is told at once."""

from __future__ import annotations

import asyncio
import contextlib
from typing import Any

import pytest
from django.db.models import QuerySet
from hypothesis import settings as tries
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from chat import feed
from chat.actions import accept_chat, close_chat, open_chat, set_presence, transfer_chat
from chat.cards import agent_cards
from chat.choices import OPEN_STATES, EndReason, PresenceStatus
from chat.hub import get_hub
from chat.models import Chat, Topic
from chat.queue import snapshot
from chat.threads import in_thread
from chat.watch import catch_up
from helpdesk import realtime
from helpdesk.errors import DomainError
from helpdesk.people.choices import Role
from helpdesk.people.models import Desk, Team, User
from tests.chat.conftest import MakeAgent
from tests.chat.windows import Window, Windows

pytestmark = pytest.mark.django_db(transaction=True)

SOON_S = 5.0
AGENTS = ["anna", "mikko", "liisa"]
"""Anna is in the team, Mikko is not; both have consoles. Liisa is a supervisor without one."""
WHO = st.sampled_from(AGENTS)
PLACES = st.integers(0, 3)
LOST = st.sampled_from([False, False, True])
STATUSES = st.sampled_from([PresenceStatus.ONLINE, PresenceStatus.ONLINE, *PresenceStatus])
View = tuple[Any, Any]


class TheDesk(RuleBasedStateMachine):
    """Everything that agents and visitors may do, with notices that arrive or get lost."""

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.Runner()
        self.windows = Windows()
        self.agents = {user.username: user for user in User.objects.all()}
        self.team, self.topic = Team.objects.get(), Topic.objects.get()
        self.consoles: dict[str, Window] = {}

    @initialize()
    def open_the_desk(self) -> None:
        for name in AGENTS:
            set_presence(self.agents[name], status=PresenceStatus.ONLINE, capacity=2)
        for name in AGENTS[:2]:
            self.consoles[name] = self.loop.run(self.windows.console(self.agents[name]))
        taken = open_chat(question="Hello?", language="en").chat
        accept_chat(taken.pk, agent=self.agents["anna"])
        open_chat(question="Hello?", language="en", topic=self.topic)

    def teardown(self) -> None:
        self.loop.run(self.windows.close_all())
        self.loop.close()
        for chat in Chat.objects.unfinished():
            close_chat(chat.pk, reason=EndReason.IDLE)

    @rule(of_team=st.booleans(), lost=LOST)
    def visitor_comes(self, of_team: bool, lost: bool) -> None:
        topic = self.topic if of_team else None
        self.do(lost, open_chat, question="Hello?", language="en", topic=topic)

    @rule(place=PLACES, who=WHO, lost=LOST)
    def agent_takes(self, place: int, who: str, lost: bool) -> None:
        for chat in one(Chat.objects.waiting(), place):
            self.do(lost, accept_chat, chat.pk, agent=self.agents[who])

    @rule(place=PLACES, to=WHO | st.none(), lost=LOST)
    def agent_hands_over(self, place: int, to: str | None, lost: bool) -> None:
        aim = {"agent": self.agents[to]} if to else {"team": self.team}
        for chat in one(Chat.objects.active(), place):
            self.do(lost, transfer_chat, chat.pk, by=chat.agent, client_id=None, note="Look", **aim)

    @rule(place=PLACES, by_agent=st.booleans(), lost=LOST)
    def somebody_ends_it(self, place: int, by_agent: bool, lost: bool) -> None:
        reason = EndReason.AGENT if by_agent else EndReason.VISITOR
        for chat in one(Chat.objects.unfinished(), place):
            agent = chat.agent if by_agent else None
            self.do(lost, close_chat, chat.pk, reason=reason, agent=agent)

    @rule(who=WHO, status=STATUSES, capacity=st.integers(1, 4), lost=LOST)
    def agent_comes_or_goes(
        self, who: str, status: PresenceStatus, capacity: int, lost: bool
    ) -> None:
        self.do(lost, set_presence, self.agents[who], status=status, capacity=capacity)

    @invariant()
    def consoles_show_the_desk_as_it_is(self) -> None:
        for name, console in self.consoles.items():
            shown, fresh = self.loop.run(settled(console, self.agents[name]))
            assert shown == fresh, name

    def do(self, lost: bool, action: Any, *args: Any, **kwargs: Any) -> None:
        """Carries out what is allowed. Where notices are lost, the beat repairs it."""
        with pytest.MonkeyPatch.context() as redis:
            if lost:
                redis.setattr(realtime, "publish", lambda notices: None)
            with contextlib.suppress(DomainError):
                action(*args, **kwargs)
        if lost:
            self.loop.run(repaired())


async def repaired() -> None:
    await catch_up(get_hub())


def one(chats: QuerySet[Chat], place: int) -> list[Chat]:
    """One of them, if there are any."""
    found = list(chats.select_related("agent").order_by("opened_at"))
    return found[place % len(found) :][:1] if found else []


async def settled(console: Window, agent: User) -> tuple[View, View]:
    """What the console shows and what it should, as soon as they are equal, or after a while."""
    until = asyncio.get_running_loop().time() + SOON_S
    while True:
        await asyncio.sleep(0.01)
        while not console.socket.output_queue.empty():
            await console.take()
        shown, fresh = view(console), await in_thread(fresh_view, agent)
        if shown == fresh or asyncio.get_running_loop().time() > until:
            return shown, fresh


def view(console: Window) -> View:
    """The queue and the running chats, as the frames so far have told of them."""
    queue: Any = None
    cards: dict[str, Any] = {}
    for frame in console.seen:
        if frame["type"] == "queue":
            queue = frame
        elif frame["type"] == "chat":
            cards[frame["card"]["chat"]] = card_view(frame["card"])
        elif frame["type"] == "gone" or frame.get("kind") == "closed":
            cards.pop(frame["chat"], None)
    return queue, {chat: card for chat, card in cards.items() if card["state"] in OPEN_STATES}


def fresh_view(agent: User) -> View:
    """What a console that opens now is told."""
    teams = None if agent.is_supervisor else set(agent.teams.values_list("pk", flat=True))
    cards = agent_cards(agent, also=[], language="en")
    return snapshot("en").frame(teams=teams, user=agent.pk), {
        card["chat"]: card_view(card) for card in cards
    }


def card_view(card: dict[str, Any]) -> dict[str, Any]:
    """What the log does not tell of a chat."""
    return {name: card[name] for name in ("state", "epoch", "team", "agent", "transfers", "topic")}


def test_a_console_shows_what_a_new_one_would_be_shown(
    desk: Any, make_agent: MakeAgent, team: Team, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.LANGUAGE_CODE = "en"
    monkeypatch.setattr(feed, "COALESCE_S", 0.01)
    Desk.objects.update(queue_limit=10_000, wait_limit_seconds=0)
    team.memberships.create(user=make_agent("anna"))
    make_agent("mikko")
    make_agent("liisa", role=Role.SUPERVISOR)
    Topic.objects.create(slug="wifi", name_en="Wi-Fi", name_fi="WLAN", name_sv="WLAN", team=team)

    run_state_machine_as_test(
        TheDesk, settings=tries(max_examples=6, stateful_step_count=12, deadline=None)
    )
