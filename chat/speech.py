"""Saying something in a chat: the one way from `send` to `ok`, by socket or by HTTPS."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from msgspec import UNSET

from chat.choices import Speaker
from chat.entries import Entry, as_uuid, wire_time
from chat.limits import Bucket
from chat.protocol import About, FrameError, Send, about
from chat.writer import Message, get_writer
from helpdesk.redaction import clean, clean_asked


@dataclass(frozen=True, slots=True)
class Who:
    """Who speaks; `author` is an agent's id."""

    role: Speaker
    name: str
    author: int | None = None


async def say(frame: Send, *, who: Who, bucket: Bucket) -> dict[str, Any]:
    """Stores the message and returns its `ok`, after the commit. Raises `FrameError`."""
    ids = about(frame)
    if frame.note and who.role == Speaker.VISITOR:
        raise FrameError("not_allowed", ids)
    if early := bucket.take():
        raise limited(early, ids)
    cleaned = clean_asked if who.role == Speaker.VISITOR else clean
    said, chat = cleaned(frame.body), as_uuid(frame.chat)
    if not said.text.strip() or chat is None:
        raise FrameError("bad_frame", ids)
    files = [file for each in frame.attachments if (file := as_uuid(each))]
    if len(files) < len(frame.attachments):
        raise FrameError("unknown_file", ids)
    verdict = await get_writer().append(
        Message(
            chat=chat,
            client_id=frame.client_id,
            role=who.role,
            name=who.name,
            body=said.text,
            author=who.author,
            note=frame.note,
            masked=said.masked,
            files=files or UNSET,
        )
    )
    if verdict.code not in ("ok", "duplicate"):
        raise FrameError(verdict.code, ids)
    masked = {"masked": said.masked} if said.masked else {}
    duplicate = verdict.code == "duplicate"
    at = wire_time(verdict.at)
    return {"type": "ok", **ids, "seq": verdict.seq, "at": at, "duplicate": duplicate, **masked}


def done(entry: Entry, *, again: bool) -> dict[str, Any]:
    """The `ok` of a close or transfer."""
    return {
        "type": "ok",
        "client_id": entry.client_id,
        "chat": entry.chat,
        "seq": entry.seq,
        "at": wire_time(entry.at),
        "duplicate": again,
    }


def limited(early: float, subject: About) -> FrameError:
    """Too fast: the same frame may come again after this many milliseconds."""
    return FrameError("rate_limited", subject, retry=True, after_ms=int(early * 1000) + 1)
