"""A console whose desk is played by the test: the page is real, what its socket hears is not."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from typing import Any

from playwright.sync_api import Page, WebSocketRoute

WIFI = {"id": 1, "name": "Wi-Fi"}


def moment(seconds: float = 0) -> str:
    """So many seconds from now, as it stands in frames."""
    return (datetime.now(UTC) + timedelta(seconds=seconds)).isoformat()


def waiting(name: str, **more: Any) -> dict[str, Any]:
    """An item of the queue: somebody who came just now."""
    item = {"chat": name.lower(), "position": 1, "name": name, "topic": WIFI, "team": None}
    asked = {"language": "fi", "question": f"{name} asks", "transferred": False}
    times = {"queued_at": moment(), "opened_at": moment(), "promise_at": moment(10)}
    return {**item, **asked, **times, "offered_to": None, **more}


def card(name: str, **more: Any) -> dict[str, Any]:
    """A chat of the agent, opened just now and not answered."""
    chat = {"chat": name.lower(), "epoch": "e", "head": 0, "state": "active", "name": name}
    asked = {"language": "fi", "topic": WIFI, "team": None, "email": "", "page_url": ""}
    times = {"opened_at": moment(), "first_reply_at": None, "last_message_at": None}
    promise = {"promise_s": 10, "promise_at": moment(10), "last_message_role": ""}
    read = {"read": {"visitor": 0, "agent": 0}, "visitor_away": False, "proposal": {}}
    return {**chat, **asked, **times, **promise, **read, "transfers": 0, **more}


def colleague(number: int, name: str, **more: Any) -> dict[str, Any]:
    """Somebody who is there and has room for four."""
    here = {"status": "online", "reason": "", "since": moment(), "teams": [], "languages": []}
    return {"id": number, "name": name, **here, "capacity": 4, "active": 0, "free": 4, **more}


class PlayedDesk:
    """Tells the console what the test says, and keeps what the console said."""

    def __init__(self, page: Page, *, user: int) -> None:
        self.said: list[dict[str, Any]] = []
        self.user = user
        self.me = colleague(user, "Anna")
        self.others: list[dict[str, Any]] = []
        self.waiting: list[dict[str, Any]] = []
        self.more: dict[str, Any] = {}
        self._socket: WebSocketRoute | None = None
        page.route_web_socket(re.compile("/ws/console/"), self._connect)

    def _connect(self, socket: WebSocketRoute) -> None:
        self._socket = socket
        socket.on_message(self._hear)

    def _hear(self, text: str | bytes) -> None:
        frame = json.loads(text)
        self.said.append(frame)
        if frame["type"] == "hello":
            me = {"id": self.user, "name": self.me["name"], "role": "agent"}
            mine = {key: self.me[key] for key in ("status", "reason", "capacity")}
            self.tell("welcome", now=moment(), beat_s=25, limits={}, me=me, chats=[], **mine)
            self.queue()
        if frame["type"] == "status":
            self.me |= {key: frame.get(key) for key in ("status", "reason", "capacity")}

    def tell(self, kind: str, /, **fields: Any) -> None:
        assert self._socket
        self._socket.send(json.dumps({"type": kind, **fields}))

    def queue(self, *waiting: dict[str, Any], **more: Any) -> None:
        """Who waits now; `more` is of the agent's own presence or of the frame."""
        presence = {key: more.pop(key) for key in list(more) if key in self.me or key == "relieved"}
        self.me |= presence
        self.more |= more
        agents = [self.me, *self.others]
        self.tell("queue", waiting=waiting, agents=agents, teams=[], **{"open": True, **self.more})

    def offer(self, item: dict[str, Any], *, seconds: float = 20) -> None:
        times = {"offered_at": moment(), "expires_at": moment(seconds)}
        self.tell("offer", chat=item["chat"], item=item, **times)

    def over(self, item: dict[str, Any], end: str) -> None:
        self.tell("offer_over", chat=item["chat"], end=end)

    def chat(self, name: str, *events: dict[str, Any], **more: Any) -> None:
        """A chat that is the agent's, with its log."""
        its = card(name, head=len(events), **more)
        self.tell("chat", card=its)
        log = [self.entry(name, seq, event) for seq, event in enumerate(events, 1)]
        self.tell("page", chat=its["chat"], after=0, events=log, head=len(log), more=False)

    def entry(self, name: str, seq: int, event: dict[str, Any]) -> dict[str, Any]:
        """One entry of a log; `event` says what is special about it."""
        usual = {"type": "event", "kind": "message", "client_id": None, "at": moment()}
        who = {"from": {"role": "visitor", "name": name}}
        return {**usual, **who, **event, "chat": name.lower(), "seq": seq}

    def heard(self, kind: str) -> list[dict[str, Any]]:
        """What the console said of this kind."""
        return [frame for frame in self.said if frame["type"] == kind]
