"""The desk as a visitor's page sees it, played by the test, and what the page sends and shows."""

import json
from collections.abc import Callable
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, WebSocketRoute

NOW = "2026-02-02T09:00:00.000Z"
Visit = Callable[[], Page]


class Socket:
    """The desk's side of one chat: answers `hello` and `send`, says what the test tells it to."""

    def __init__(self) -> None:
        self.log: list[dict[str, Any]] = []
        self.frames: list[dict[str, Any]] = []
        self.chat = ""
        self.route: WebSocketRoute | None = None
        self.is_listening = True

    def open(self, route: WebSocketRoute) -> None:
        self.route = route
        route.on_message(lambda text: self.heard(json.loads(text)))

    def push(self, **frame: Any) -> None:
        assert self.route
        self.route.send(json.dumps(frame))

    def heard(self, frame: dict[str, Any]) -> None:
        self.frames.append(frame)
        if frame["type"] == "hello":
            self.greet(frame)
        if frame["type"] == "send" and self.is_listening:
            seq = self.say(frame["body"], role="visitor", client_id=frame["client_id"])
            self.push(type="ok", chat=self.chat, client_id=frame["client_id"], seq=seq, at=NOW)

    def greet(self, hello: dict[str, Any]) -> None:
        self.chat = next(iter(hello["chats"]))
        if not self.log:
            self.add(kind="opened", **{"from": {"role": "system", "name": ""}})
            self.add(**message("The printer is on fire", role="visitor", name="Aino"))
        reads = {"visitor": 0, "agent": 0}
        head = len(self.log)
        card = {"chat": self.chat, "epoch": "e", "head": head, "state": "waiting", "read": reads}
        card |= {"queued_at": NOW, "agent": None}
        self.push(type="welcome", now=NOW, beat_s=25, limits={}, chats=[card])
        self.push(type="page", chat=self.chat, after=0, events=self.log, head=head, more=False)

    def add(self, **entry: Any) -> dict[str, Any]:
        seq = len(self.log) + 1
        event = {"type": "event", "chat": self.chat, "at": NOW, "client_id": None, "seq": seq}
        self.log.append(event | entry)
        return self.log[-1]

    def say(self, body: str, *, role: str = "agent", client_id: str | None = None) -> int:
        event = self.add(**message(body, role=role, name="Anna"), client_id=client_id)
        self.push(**event)
        return int(event["seq"])

    def happen(self, kind: str, role: str = "agent", **more: Any) -> None:
        event = self.add(kind=kind, **{"from": {"role": role, "name": "Anna"}}, **more)
        self.push(**event)


def message(body: str, *, role: str, name: str) -> dict[str, Any]:
    return {"kind": "message", "body": body, "from": {"role": role, "name": name}}


def awaited(page: Page, socket: Socket, kind: str, **fields: Any) -> dict[str, Any]:
    """The first frame of this kind and these fields that the page sends, or has sent."""
    for _ in range(500):
        for frame in socket.frames:
            if frame["type"] == kind and fields.items() <= frame.items():
                return frame
        page.wait_for_timeout(20)
    raise AssertionError(f"no {kind} came: {socket.frames}")


def violations(page: Page) -> list[str]:
    return [found["id"] for found in Axe().run(page).response["violations"]]
