"""The agents of a replay: who takes which chat, and whose window it is in."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Protocol

from chat.client import Agent, ChatRefused, Endpoint, ServerGone
from chat.client.window import Json

ASK_AGAIN_S = 0.5
LONGEST_REST_S = 4.0
"""Windows of people come back spread over up to 30 s; those of a replay are few."""


class Talk(Protocol):
    """A conversation, as far as the agents' side concerns it."""

    def agent_saw(self, entry: Json, now: float) -> None: ...
    def agent_began_anew(self) -> None: ...
    def fail(self, reason: str) -> None: ...


class Staff:
    """All agents. They take only chats that `take` asks for, from the queue they are shown."""

    def __init__(
        self,
        endpoint: Endpoint,
        cookies: Sequence[str],
        *,
        capacity: int,
        in_flight: int,
    ) -> None:
        self.agents = [
            Agent(
                endpoint,
                self,
                cookie=cookie,
                capacity=capacity,
                in_flight=in_flight,
                longest_rest_s=LONGEST_REST_S,
            )
            for cookie in cookies
        ]
        self._talks: dict[str, Talk] = {}
        self._wanted: dict[str, asyncio.Future[Agent]] = {}
        self._asked: dict[str, Agent] = {}
        self._present: set[Agent] = set()
        self._all_present = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []

    async def arrive(self, within_s: float) -> None:
        """Connects all; returns when all are there. Raises ServerGone."""
        self._tasks = [asyncio.create_task(self._work(agent)) for agent in self.agents]
        there = asyncio.create_task(self._all_present.wait())
        try:
            async with asyncio.timeout(within_s):
                await asyncio.wait([*self._tasks, there], return_when=asyncio.FIRST_COMPLETED)
        except TimeoutError:
            raise ServerGone(
                f"Only {len(self._present)} of {len(self.agents)} agents could connect"
                f" within {within_s:.0f} s."
            ) from None
        finally:
            there.cancel()
        for task in self._tasks:
            if task.done():
                task.result()

    async def leave(self) -> None:
        """Takes all offline and ends their connections."""
        for agent in self.agents:
            agent.set_status("offline")
        await asyncio.gather(*(agent.socket.leave() for agent in self.agents))
        for result in await asyncio.gather(*self._tasks, return_exceptions=True):
            if isinstance(result, Exception) and not isinstance(result, ServerGone):
                raise result

    async def take(self, chat: str, talk: Talk) -> Agent:
        """An agent accepts this chat, which must appear in the queue. Raises ChatRefused."""
        self._talks[chat] = talk
        self._wanted[chat] = asyncio.get_running_loop().create_future()
        self._ask()
        try:
            return await self._wanted[chat]
        finally:
            self._wanted.pop(chat, None)
            self._asked.pop(chat, None)

    def release(self, chat: str) -> None:
        """The conversation is over."""
        self._talks.pop(chat, None)
        for agent in self.agents:
            agent.forget(chat)

    @property
    def reconnects(self) -> int:
        return sum(agent.socket.losses for agent in self.agents)

    def agent_back(self, agent: Agent) -> None:
        self._present.add(agent)
        if len(self._present) == len(self.agents):
            self._all_present.set()
        for chat in [chat for chat, asked in self._asked.items() if asked is agent]:
            if chat in agent.chats:
                self.chat_given(agent, chat)
            else:
                del self._asked[chat]

    def queue_changed(self, agent: Agent) -> None:
        self._ask()

    def chat_given(self, agent: Agent, chat: str) -> None:
        future = self._wanted.get(chat)
        if future is not None and not future.done():
            future.set_result(agent)

    def chat_refused(self, agent: Agent, chat: str, error: Json) -> None:
        future = self._wanted.get(chat)
        if self._asked.get(chat) is not agent or future is None or future.done():
            return
        if error.get("retry") or error.get("code") == "at_capacity":
            seconds = (error.get("after_ms") or 1000 * ASK_AGAIN_S) / 1000
            asyncio.get_running_loop().call_later(seconds, self._ask_again, chat)
        else:
            future.set_exception(ChatRefused(str(error.get("code")), by=error.get("by")))

    def agent_entry(self, agent: Agent, chat: str, entry: Json, now: float) -> None:
        if talk := self._talks.get(chat):
            talk.agent_saw(entry, now)

    def agent_emptied(self, agent: Agent, chat: str) -> None:
        if talk := self._talks.get(chat):
            talk.agent_began_anew()

    def _ask_again(self, chat: str) -> None:
        self._asked.pop(chat, None)
        self._ask()

    def _ask(self) -> None:
        """Has each wanted chat accepted by the least busy agent who sees it in the queue."""
        for chat in self._wanted.keys() - self._asked.keys():
            free = [agent for agent in self.agents if self._may_take(agent, chat)]
            if free:
                agent = min(free, key=self._load)
                self._asked[chat] = agent
                agent.accept(chat)

    def _may_take(self, agent: Agent, chat: str) -> bool:
        waiting = any(entry.get("chat") == chat for entry in agent.waiting)
        return waiting and self._load(agent) < agent.capacity

    def _load(self, agent: Agent) -> int:
        asked = {chat for chat, whom in self._asked.items() if whom is agent}
        return len(agent.chats | asked)

    async def _work(self, agent: Agent) -> None:
        try:
            await agent.socket.run()
        except ServerGone as reason:
            for chat, talk in self._talks.items():
                if chat in agent.chats:
                    talk.fail(f"its agent was cut off: {reason}")
            raise
