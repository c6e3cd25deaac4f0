"""A connection that stands through losses, against a server that does what the test says."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any

import pytest
from websockets.asyncio.server import ServerConnection, serve

from chat.client import socket as module
from chat.client.core import Core
from chat.client.errors import ServerGone
from chat.client.rates import Rate
from chat.client.socket import Endpoint, Socket
from tests.chat.client.test_core import CHAT, Screen, card

Json = dict[str, Any]
Script = Callable[["Peer"], Awaitable[None]]


class Peer:
    """The server's end of one connection."""

    def __init__(self, connection: ServerConnection) -> None:
        self.connection = connection

    async def say(self, **frame: Any) -> None:
        await self.connection.send(json.dumps(frame))

    async def hear(self, kind: str) -> Json:
        while True:
            frame: Json = json.loads(await self.connection.recv())
            if frame["type"] == kind:
                return frame

    async def greet(self, head: int = 0) -> Json:
        hello = await self.hear("hello")
        await self.say(type="welcome", beat_s=25, chats=[card(head=head)])
        return hello

    async def stay(self) -> None:
        await self.connection.wait_closed()

    async def ok(self, frame: Json, seq: int) -> None:
        await self.say(type="ok", client_id=frame["client_id"], chat=CHAT, seq=seq)


@asynccontextmanager
async def client(*scripts: Script, screen: Screen | None = None) -> AsyncIterator[Socket]:
    """A running client; its connections meet these scripts, one after another."""
    left = list(scripts)

    async def answer(connection: ServerConnection) -> None:
        script = left.pop(0) if left else stay
        with suppress(module.ConnectionClosed):
            await script(Peer(connection))

    async with serve(answer, "127.0.0.1", 0) as server:
        port = next(iter(server.sockets)).getsockname()[1]
        core = Core(screen or Screen(), rate=Rate(100, 100.0), token="t")
        socket = Socket(core, Endpoint(f"ws://127.0.0.1:{port}"), "/ws/chat/", longest_rest_s=0.01)
        task = asyncio.create_task(socket.run())
        try:
            yield socket
        finally:
            socket.stop()
            with suppress(ServerGone):
                await task


async def stay(peer: Peer) -> None:
    await peer.greet()
    await peer.stay()


async def heard(answer: Awaitable[Json]) -> Json:
    return await asyncio.wait_for(answer, 10)


async def test_a_message_is_acknowledged() -> None:
    async def script(peer: Peer) -> None:
        await peer.greet()
        await peer.ok(await peer.hear("send"), seq=3)
        await peer.stay()

    async with client(script) as socket:
        answer = await heard(socket.send({"type": "send", "chat": CHAT, "body": "hi"}).answer)

    assert answer["seq"] == 3


async def test_a_message_whose_connection_broke_goes_again_under_the_same_id() -> None:
    sent = []

    async def breaks(peer: Peer) -> None:
        await peer.greet()
        sent.append(await peer.hear("send"))
        await peer.connection.close()

    async def answers(peer: Peer) -> None:
        await peer.greet()
        sent.append(await peer.hear("send"))
        await peer.ok(sent[-1], seq=1)
        await peer.stay()

    async with client(breaks, answers) as socket:
        await heard(socket.send({"type": "send", "chat": CHAT, "body": "hi"}).answer)

    assert sent[0] == sent[1]
    assert (socket.connections, socket.losses) == (2, 1)


async def test_a_new_connection_asks_for_what_came_meanwhile() -> None:
    screen, hellos = Screen(), []

    def event(seq: int) -> Json:
        return {"type": "event", "chat": CHAT, "seq": seq, "body": str(seq)}

    async def breaks(peer: Peer) -> None:
        await peer.greet(head=1)
        await peer.say(**event(1))
        await peer.connection.close()

    async def catches_up(peer: Peer) -> None:
        hellos.append(await peer.greet(head=2))
        await peer.say(type="page", chat=CHAT, events=[event(2)], head=2, more=False)
        await peer.ok(await peer.hear("send"), seq=3)
        await peer.stay()

    async with client(breaks, catches_up, screen=screen) as socket:
        await heard(socket.send({"type": "send", "chat": CHAT, "body": "hi"}).answer)

    assert hellos[0]["chats"] == {CHAT: {"epoch": "e", "after": 1}}
    assert screen.bodies == ["1", "2"]


async def test_a_silent_server_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "ANSWER_S", 0.05)
    sent = []

    async def swallows(peer: Peer) -> None:
        await peer.greet()
        sent.append(await peer.hear("send"))
        await peer.stay()

    async def answers(peer: Peer) -> None:
        await peer.greet()
        sent.append(await peer.hear("send"))
        await peer.ok(sent[-1], seq=1)
        await peer.stay()

    async with client(swallows, answers) as socket:
        await heard(socket.send({"type": "send", "chat": CHAT, "body": "hi"}).answer)

    assert sent[0] == sent[1]


@pytest.mark.parametrize("code", [4400, 4401, 4403, 4410])
async def test_some_closings_are_final_and_end_every_wait(code: int) -> None:
    async def script(peer: Peer) -> None:
        await peer.greet()
        await peer.hear("send")
        await peer.connection.close(code)

    async with client(script) as socket:
        draft = socket.send({"type": "send", "chat": CHAT, "body": "hi"})

        with pytest.raises(ServerGone, match=str(code)):
            await heard(draft.answer)


async def test_a_server_of_another_kind_is_told_apart() -> None:
    async def script(peer: Peer) -> None:
        await peer.hear("hello")
        await peer.connection.send("good day")
        await peer.stay()

    async with client(script) as socket:
        draft = socket.send({"type": "send", "chat": CHAT, "body": "hi"})

        with pytest.raises(ServerGone, match="no frame of the chat protocol"):
            await heard(draft.answer)
        with pytest.raises(ServerGone):
            await heard(socket.send({"type": "send", "chat": CHAT, "body": "late"}).answer)


async def test_leaving_says_first_what_was_posted() -> None:
    said = []

    async def script(peer: Peer) -> None:
        await peer.greet()
        said.append(await peer.hear("status"))

    async with client(script) as socket:
        while not socket.core.windows:
            await asyncio.sleep(0.01)
        socket.post({"type": "status", "status": "offline"})
        await socket.leave()

    assert said == [{"type": "status", "status": "offline"}]


def test_an_address_knows_its_origin_and_its_pages() -> None:
    endpoint = Endpoint("wss://desk.example/")

    assert endpoint.origin == "https://desk.example"
    assert endpoint.socket("/ws/chat/") == "wss://desk.example/ws/chat/"
    assert not endpoint.is_local
    assert Endpoint("ws://127.0.0.1:8000").is_local
