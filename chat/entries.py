"""One entry of a chat's log as values, and what each side may read of it."""

from __future__ import annotations

import functools
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import msgspec

from chat.choices import EventKind, Speaker

AGENT_ONLY = {"note", "from_agent", "via", "takeover", "to_team"}
"""Particulars of an entry that a visitor never gets."""
WORDS = {EventKind.MESSAGE.value, EventKind.NOTE.value}


class Entry(msgspec.Struct, frozen=True):
    """An entry as it is stored; `data` holds the particulars of its kind."""

    chat: str
    seq: int
    kind: str
    at: datetime
    role: str
    name: str = ""
    client_id: str | None = None
    body: str = ""
    data: dict[str, Any] = {}
    is_internal: bool = False


def wire_time(at: datetime | None) -> str | None:
    """UTC with milliseconds: `2026-01-31T10:02:03.123Z`."""
    return None if at is None else _wire_time(at)


@functools.lru_cache(maxsize=1024)
def _wire_time(at: datetime) -> str:
    # All windows of a chat and the sender's `ok` tell the same moment.
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def for_agent(entry: Entry) -> dict[str, Any]:
    """The whole entry."""
    return _wire(entry, entry.data)


def under_alias(entry: Entry, alias: str) -> Entry:
    """The entry with this name wherever an agent's own stands; as it is where there is no alias."""
    if not alias:
        return entry
    hidden = {name: alias for name in ("agent", "to") if entry.data.get(name)}
    if "to_team" in entry.data:
        hidden.pop("to", None)
    name = alias if entry.name and entry.role != Speaker.VISITOR else entry.name
    return msgspec.structs.replace(entry, name=name, data={**entry.data, **hidden})


def for_visitor(entry: Entry, *, alias: str = "") -> dict[str, Any]:
    """What the visitor may read; `skip` in the place of what is not for them.

    `alias`: the name under which agents appear, where the desk hides theirs.
    """
    entry = under_alias(entry, alias)
    if entry.is_internal:
        return {"type": "event", "chat": entry.chat, "seq": entry.seq, "kind": "skip"}
    return _wire(entry, {k: v for k, v in entry.data.items() if k not in AGENT_ONLY})


def _wire(entry: Entry, data: dict[str, Any]) -> dict[str, Any]:
    frame = {
        "type": "event",
        "chat": entry.chat,
        "seq": entry.seq,
        "kind": entry.kind,
        "at": wire_time(entry.at),
        "from": {"role": entry.role, "name": entry.name},
        "client_id": entry.client_id,
    }
    if entry.kind in WORDS:
        frame["body"] = entry.body
    return {**data, **frame} if data else frame


def own_words(body: str, attachments: list[dict[str, Any]]) -> str:
    """What a person wrote themselves: nothing where the body only repeats the names of files."""
    return "" if body == ", ".join(file["name"] for file in attachments) else body


def from_row(row: tuple[Any, ...]) -> Entry:
    """From a row in the order of `COLUMNS`."""
    chat, seq, kind, at, role, name, client_id, body, data, is_internal = row
    return Entry(
        chat=str(chat),
        seq=seq,
        kind=kind,
        at=at,
        role=role,
        name=name,
        client_id=str(client_id) if client_id else None,
        body=body,
        # Django's cursors hand JSON over as text, psycopg's own as values.
        data=msgspec.json.decode(data) if isinstance(data, str) else data,
        is_internal=is_internal,
    )


COLUMNS = "chat_id, seq, kind, at, role, name, client_id, body, data, is_internal"


def notice(entry: Entry) -> dict[str, Any]:
    """What the processes tell each other about a new entry."""
    return {"to": f"chat:{entry.chat}", "entry": entry}


def from_notice(notice: dict[str, Any]) -> Entry:
    """The entry itself from this process; from another one it came as plain values."""
    entry = notice["entry"]
    return entry if isinstance(entry, Entry) else msgspec.convert(entry, Entry)


@functools.lru_cache(maxsize=4096)
def as_uuid(text: str) -> UUID | None:
    """The UUID that this text is, if it is one."""
    try:
        return UUID(text)
    except ValueError:
        return None
