"""What a client says and when, without a network: frames and moments in, frames out.

Moments are seconds of one monotonic clock, handed in by the caller.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from random import Random
from typing import Protocol

from chat.client.outbox import Draft, Outbox
from chat.client.rates import FRAMES, Bucket, Rate
from chat.client.window import Json, Window

PAGE = 200
SYNC_AFTER_S = (0.05, 0.15)
SYNC_AGAIN_S = 2.0
READ_EVERY_S = 1.0
ENDED = ("closed", "abandoned")


class Listener(Protocol):
    """Whoever looks at the windows. Called while a frame is taken: must not block."""

    def shown(self, chat: str, entry: Json, now: float) -> None:
        """This entry is the next one of this chat's window."""

    def emptied(self, chat: str) -> None:
        """History was rewritten: what the window shows is void and comes anew."""

    def received(self, frame: Json, now: float) -> None:
        """Any frame but those that only carry entries; called after it took effect."""


class Core:
    """One client: its windows, its outbox, and what it owes the server."""

    def __init__(
        self,
        listener: Listener,
        *,
        rate: Rate,
        in_flight: int = 1,
        token: str = "",
        random: Random | None = None,
    ) -> None:
        self.windows: dict[str, Window] = {}
        self.outbox = Outbox(rate, in_flight)
        self.beat_s = 25.0
        self.retry_ms: float | None = None
        self._listener = listener
        self._token = token
        self._random = random or Random()
        self._frames = Bucket(FRAMES)
        self._controls: deque[Json] = deque()
        self._sync_at: dict[str, float] = {}
        self._read_at: dict[str, float] = {}
        self._read: dict[str, int] = {}
        self._welcome = False

    def hello(self) -> Json:
        """A connection stands: the first frame. Nothing else goes out before `welcome`."""
        self._welcome = False
        self.retry_ms = None
        self._sync_at.clear()
        self.outbox.begin_again()
        chats = {chat: window.position for chat, window in self.windows.items() if window.epoch}
        frame: Json = {"type": "hello", "v": 1, "chats": chats}
        return {**frame, "token": self._token} if self._token else frame

    def post(self, frame: Json) -> None:
        """Writes a frame that is not kept: lost with the connection."""
        self._controls.append(frame)

    def send(self, draft: Draft) -> None:
        self.outbox.add(draft)

    def forget(self, chat: str) -> None:
        """The window is closed: nothing of this chat is shown or repaired any more."""
        self.windows.pop(chat, None)
        for due in (self._sync_at, self._read_at, self._read):
            due.pop(chat, None)

    @property
    def owes_frames(self) -> bool:
        """Whether something posted is not written yet."""
        return bool(self._controls)

    def next(self, now: float) -> Json | None:
        """The frame to write now; None while none may go."""
        if not self._welcome or self._frames.wait(now) > 0:
            return None
        frame = self._control() or self._sync(now) or self._message(now) or self._receipt(now)
        if frame is not None:
            self._frames.take(now)
        return frame

    def wait(self, now: float) -> float | None:
        """Seconds until `next` may have a frame by the passing of time; None: no such moment."""
        if not self._welcome:
            return None
        waits = [max(0.0, at - now) for at in (*self._sync_at.values(), *self._read_at.values())]
        if self._controls:
            waits.append(0.0)
        if (until := self.outbox.wait(now)) is not None:
            waits.append(until)
        return max(min(waits), self._frames.wait(now)) if waits else None

    def receive(self, frame: Json, now: float) -> None:
        """A frame came. Types that are not known here only reach the listener."""
        kind = frame.get("type")
        if kind == "event":
            self._show(frame.get("chat"), [frame], 0, now)
            return
        if kind == "page":
            self._show(frame.get("chat"), frame.get("events") or [], frame.get("head", 0), now)
            if frame.get("more") and frame.get("chat") in self.windows:
                self._sync_at[str(frame["chat"])] = now
            return
        if handler := self._HANDLERS.get(str(kind)):
            handler(self, frame, now)
        self._listener.received(frame, now)

    def _on_welcome(self, frame: Json, now: float) -> None:
        self._welcome = True
        self.beat_s = float(frame.get("beat_s") or self.beat_s)
        self._controls.clear()
        for card in frame.get("chats") or []:
            self._follow(card, now)

    def _on_card(self, frame: Json, now: float) -> None:
        card = frame.get("card") or {}
        # The card of a chat that has ended also changes (its ticket is made): no reason to open it.
        if card.get("chat") in self.windows or card.get("state") not in ENDED:
            self._follow(card, now)

    def _on_ok(self, frame: Json, now: float) -> None:
        self.outbox.acknowledge(frame)
        self._know(frame.get("chat"), frame.get("seq"), now)

    def _on_error(self, frame: Json, now: float) -> None:
        self.outbox.refuse(frame, now)

    def _on_ping(self, frame: Json, now: float) -> None:
        self._controls.appendleft({"type": "pong", "n": frame.get("n", 0)})
        for chat, head in (frame.get("heads") or {}).items():
            self._know(chat, head, now)

    def _on_bye(self, frame: Json, now: float) -> None:
        self.retry_ms = float(frame.get("retry_ms") or 0)

    _HANDLERS: dict[str, Callable[[Core, Json, float], None]] = {
        "welcome": _on_welcome,
        "chat": _on_card,
        "ok": _on_ok,
        "error": _on_error,
        "ping": _on_ping,
        "bye": _on_bye,
    }

    def _follow(self, card: Json, now: float) -> None:
        chat = str(card.get("chat"))
        window = self.windows.setdefault(chat, Window())
        if window.follow(str(card.get("epoch", "")), card.get("head")):
            self._read.pop(chat, None)
            self._listener.emptied(chat)
        self._watch(chat, window, now)

    def _know(self, chat: object, head: object, now: float) -> None:
        if window := self.windows.get(str(chat)):
            window.know(head)
            self._watch(str(chat), window, now)

    def _show(self, name: object, entries: list[Json], head: int, now: float) -> None:
        chat = str(name)
        if (window := self.windows.get(chat)) is None:
            return
        shown = window.take_page(entries, head)
        for entry in shown:
            self._listener.shown(chat, entry, now)
        if shown:
            self._read_at.setdefault(chat, now + READ_EVERY_S)
        self._watch(chat, window, now)

    def _watch(self, chat: str, window: Window, now: float) -> None:
        """A gap that stays open for a moment is repaired; most close by themselves."""
        if window.behind:
            self._sync_at.setdefault(chat, now + self._random.uniform(*SYNC_AFTER_S))
        else:
            self._sync_at.pop(chat, None)

    def _control(self) -> Json | None:
        return self._controls.popleft() if self._controls else None

    def _sync(self, now: float) -> Json | None:
        for chat, at in self._sync_at.items():
            if at <= now:
                self._sync_at[chat] = now + SYNC_AGAIN_S
                after = self.windows[chat].applied
                return {"type": "sync", "chat": chat, "after": after, "limit": PAGE}
        return None

    def _message(self, now: float) -> Json | None:
        draft = self.outbox.next(now)
        return draft.frame if draft else None

    def _receipt(self, now: float) -> Json | None:
        for chat, at in list(self._read_at.items()):
            if at > now:
                continue
            del self._read_at[chat]
            seq = self.windows[chat].applied
            if seq > self._read.get(chat, 0):
                self._read[chat] = seq
                return {"type": "read", "chat": chat, "seq": seq}
        return None
