"""The wire contract of chat, version 1: the closed registry of frames that a window may send.

| type | fields | meaning |
| --- | --- | --- |
| `hello` | `v`, `token`, `chats` | who I am and how far each chat is applied |
| `send` | `chat`, `client_id`, `body`, `attachments`, `note` | one message, with files |
| `sync` | `chat`, `after`, `limit` | give me the entries after this number |
| `read` | `chat`, `seq` | shown up to this number |
| `typing` | `chat`, `on` | never stored |
| `close` | `chat`, `client_id`, `outcome`, `topic`, `ticket` | end the chat |
| `accept` | `chat` | agent: take this waiting chat |
| `transfer` | `chat`, `client_id`, `team` or `agent`, `note` | agent: hand over, with the history |
| `status` | `status`, `capacity`, `reason` | agent: my presence, and why I am away |
| `decline` | `chat` | agent: this offer goes on to the next |
| `active` | | agent: somebody touched the console; at most once a minute |
| `warn` | `chat`, `client_id` | agent: the fixed warning to a hostile visitor |
| `block` | `chat`, `client_id`, `note` | agent: end the chat, block the person for a time |
| `overview` | `on` | supervisor: the whole desk, now and on every change |
| `watch` | `chat` | supervisor: follow an open chat; a `send` with `note` is then a whisper |
| `unwatch` | `chat` | supervisor: no longer |
| `takeover` | `chat` | supervisor: this open chat is mine now |
| `pong` | `n` | answer to `ping` |

A `hello` with `view` = `desk` comes from a page that only looks on: it is no presence of an agent.
What the server says back: `welcome event page ok error cursor typing position queue ping bye`, and,
as additions, `chat` (a card: this chat is yours now, or changed), `gone` (no longer), `offer` (a
waiting chat is shown to you until `expires_at`) and `offer_over` (with how it ended), `overview`.
A console that never sends `active` is judged by its connection alone: it may let offers pass and
accept from the queue, and is never set away for it.
Files go by HTTPS: `POST /api/v1/chats/{chat}/files/` takes one and answers with its `id`, `GET` and
`DELETE …/files/{id}/` hand it out and take it back. `attachments` of a `send` are such ids, at most
10: of this chat, uploaded by this side, said by no message yet. The entry's `attachments` are
[{`id`, `name`, `size`, `content_type`}]. A window whose person wrote nothing sends their names,
joined by ", ", as `body`, and shows no words where an entry's `body` is just that.
Whatever does not fit is answered by an error's code, never by an exception's text. Beside the codes
of the contract: `invalid` and `not_found` (what a frame names is missing or wrong), `unknown_file`
(one of `attachments` cannot be said), and where a close names a ticket, `other_person`,
`ticket_closed`, `has_ticket`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec
from django.conf import settings

Seq = Annotated[int, msgspec.Meta(ge=0, le=2**31 - 1)]
Id = Annotated[int, msgspec.Meta(ge=1, le=2**63 - 1)]
Name = Annotated[str, msgspec.Meta(max_length=80)]
ChatId = Annotated[str, msgspec.Meta(max_length=64)]
MOST_FILES = 10
"""In one message."""
Ref = Id | Name | None
"""A team, agent, topic: its id, or its slug or user name."""


Reason = Literal["break", "lunch", "meeting", "training", "other", "missed", "forgotten", ""]
"""Why somebody is away; the last two a console only repeats when something else changes."""


class Position(msgspec.Struct):
    """How far a window has applied one chat's log."""

    epoch: str = ""
    after: Seq = 0


class Hello(msgspec.Struct, tag="hello"):
    v: int
    token: str = ""
    chats: dict[str, Position] = {}
    view: Literal["console", "desk"] = "console"


class Send(msgspec.Struct, tag="send"):
    chat: ChatId
    client_id: UUID
    body: str
    attachments: Annotated[list[ChatId], msgspec.Meta(max_length=MOST_FILES)] = []
    note: bool = False


class Sync(msgspec.Struct, tag="sync"):
    chat: ChatId
    after: Seq
    limit: Annotated[int, msgspec.Meta(ge=1, le=200)] = 200


class Read(msgspec.Struct, tag="read"):
    chat: ChatId
    seq: Seq


class Typing(msgspec.Struct, tag="typing"):
    chat: ChatId
    on: bool


class Close(msgspec.Struct, tag="close"):
    chat: ChatId
    client_id: UUID
    outcome: Literal["solved", "open", ""] | None = ""
    topic: Ref = None
    ticket: Id | None = None


class Accept(msgspec.Struct, tag="accept"):
    chat: ChatId


class Transfer(msgspec.Struct, tag="transfer"):
    chat: ChatId
    client_id: UUID
    note: str
    team: Ref = None
    agent: Ref = None


class Status(msgspec.Struct, tag="status"):
    status: Literal["online", "away", "offline"]
    capacity: Annotated[int, msgspec.Meta(ge=1, le=6)] | None = None
    reason: Reason = ""


class Decline(msgspec.Struct, tag="decline"):
    chat: ChatId


class Active(msgspec.Struct, tag="active"):
    """Somebody touched the console; it says so at most once a minute."""


class Warn(msgspec.Struct, tag="warn"):
    chat: ChatId
    client_id: UUID


class Block(msgspec.Struct, tag="block"):
    chat: ChatId
    client_id: UUID
    note: str


class Overview(msgspec.Struct, tag="overview"):
    on: bool


class Watch(msgspec.Struct, tag="watch"):
    chat: ChatId


class Unwatch(msgspec.Struct, tag="unwatch"):
    chat: ChatId


class Takeover(msgspec.Struct, tag="takeover"):
    chat: ChatId


class Pong(msgspec.Struct, tag="pong"):
    n: int = 0


AgentFrame = Decline | Active | Warn | Block | Overview | Watch | Unwatch | Takeover
Frame = Hello | Send | Sync | Read | Typing | Close | Accept | Transfer | Status | Pong | AgentFrame
_decoder = msgspec.json.Decoder(Frame)
_fields = msgspec.json.Decoder(dict[str, Any])
_encoder = msgspec.json.Encoder()


About = Mapping[str, str | None]
"""Which message of which chat: `client_id` and `chat`, as far as they are known."""


class FrameError(Exception):
    """A frame that is refused: its `code`, and what the window needs to find what it meant."""

    def __init__(
        self,
        code: str,
        about: About | None = None,
        *,
        retry: bool = False,
        after_ms: int | None = None,
        **details: Any,
    ) -> None:
        super().__init__(code)
        self.code = code
        self.frame: dict[str, Any] = {
            "type": "error",
            "client_id": None,
            "chat": None,
            **(about or {}),
            "code": code,
            "retry": retry,
            "after_ms": after_ms,
            **details,
        }


class _Reference(msgspec.Struct):
    """What can be saved from a frame that is refused, so that its error finds its message."""

    type: Any = None
    client_id: Any = None
    chat: Any = None


_references = msgspec.json.Decoder(_Reference)


def parse(text: str | bytes) -> Frame:
    """The frame that this text is. Raises `FrameError` with `too_large` or `bad_frame`."""
    raw = text.encode("utf-8", "replace") if isinstance(text, str) else text
    limits = settings.CHAT
    if len(raw) > limits["frame_bytes"]:
        raise FrameError("too_large", _reference(raw))
    try:
        frame: Frame = _decoder.decode(raw)
    except (msgspec.DecodeError, RecursionError):
        raise FrameError("bad_frame", _reference(raw)) from None
    if isinstance(frame, Send) and len(frame.body) > limits["body_chars"]:
        raise FrameError("too_large", {"client_id": str(frame.client_id), "chat": frame.chat})
    return frame


def _reference(raw: bytes) -> About:
    try:
        found = _references.decode(raw)
    except (msgspec.DecodeError, RecursionError):
        return {}
    return {
        name: value if isinstance(value, str) and len(value) <= 64 else None
        for name, value in (("client_id", found.client_id), ("chat", found.chat))
    }


def parse_body(body: bytes, *, chat: str) -> Send | Close:
    """The frame of an HTTP request: `type` is `send` unless stated, `chat` is the address's."""
    if len(body) > settings.CHAT["frame_bytes"]:
        raise FrameError("too_large", {"chat": chat})
    try:
        fields = _fields.decode(body)
    except (msgspec.DecodeError, RecursionError):
        raise FrameError("bad_frame", {"chat": chat}) from None
    frame = parse(encode({"type": "send", **fields, "chat": chat}))
    if not isinstance(frame, Send | Close):
        raise FrameError("bad_frame", about(frame))
    return frame


def about(frame: Frame) -> About:
    """Which message of which chat a frame is about."""
    client_id = getattr(frame, "client_id", None)
    return {
        "client_id": str(client_id) if client_id else None,
        "chat": getattr(frame, "chat", None),
    }


def size(text: str) -> int:
    """Bytes on the wire."""
    return len(text) if text.isascii() else len(text.encode())


def encode(frame: Any) -> str:
    """One frame as JSON text."""
    return _encoder.encode(frame).decode()
