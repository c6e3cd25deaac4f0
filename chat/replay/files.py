"""Reading recorded conversations, one a line (JSON Lines), checked before anything starts.

`{"id", "topic", "language", "turns": [{"at", "from": "visitor" | "agent", "name", "text"}]}`, times
in UTC, turns in order. Other fields are ignored; blank lines too.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal, cast, get_args

from helpdesk.redaction import clean, clean_asked

Side = Literal["visitor", "agent"]
LONGEST_TEXT = 8000
LONGEST_FRAME = 32 * 1024 - 256
"""Bytes of a text in JSON: what a frame holds, less what stands around the text."""
LONGEST_LINE = 32 * 1024 * 1024


@dataclass(frozen=True)
class Turn:
    """One message as it was said; `text` is raw, `expected` what the desk must store and show."""

    at: datetime
    side: Side
    name: str
    text: str
    expected: str


@dataclass(frozen=True)
class Conversation:
    """One recorded conversation. `place` is its file and line."""

    id: str
    place: str
    language: str
    turns: tuple[Turn, ...]


@dataclass(frozen=True)
class Fault:
    """A line that cannot be replayed."""

    place: str
    reason: str


@dataclass(frozen=True)
class Summary:
    """What a check of the files found."""

    conversations: int
    turns: int
    faults: tuple[Fault, ...]


class Malformed(ValueError):
    """Why a line cannot be replayed, in words."""


def check(paths: Sequence[Path]) -> Summary:
    """Reads all lines of all files, keeping none. Raises OSError for a file that cannot be read."""
    conversations = turns = 0
    faults = []
    for found in _walk(paths):
        if isinstance(found, Fault):
            faults.append(found)
        else:
            conversations += 1
            turns += len(found.turns)
    return Summary(conversations, turns, tuple(faults))


def read(paths: Sequence[Path]) -> Iterator[Conversation]:
    """The conversations of checked files, one after another. Raises Malformed if a file changed."""
    for found in _walk(paths):
        if isinstance(found, Fault):
            raise Malformed(f"{found.place} changed after it was checked: {found.reason}")
        yield found


def parse(line: str, place: str) -> Conversation:
    """The conversation of one line. Raises Malformed."""
    try:
        data = json.loads(line)
    except RecursionError:
        raise Malformed("it is nested too deeply") from None
    except json.JSONDecodeError as error:
        raise Malformed(f"it is not JSON ({error.msg} at character {error.pos + 1})") from None
    except ValueError:
        raise Malformed("it is not JSON (a number is too long)") from None
    if not isinstance(data, dict):
        raise Malformed("it is not a JSON object")
    identity = data.get("id")
    if not isinstance(identity, str) or not identity.strip():
        raise Malformed("it has no `id` (a text)")
    turns = data.get("turns")
    if not isinstance(turns, list) or not turns:
        raise Malformed("it has no `turns` (a list)")
    said = tuple(_turn(turn, number) for number, turn in enumerate(turns, 1))
    if all(turn.side != "visitor" for turn in said):
        raise Malformed("no turn is from the visitor, so there is no question to open a chat with")
    return Conversation(identity, place, _optional(data, "language", ""), said)


def _walk(paths: Sequence[Path]) -> Iterator[Conversation | Fault]:
    seen: dict[str, str] = {}
    for path in paths:
        for place, line in _lines(path):
            try:
                conversation = parse(_decode(line), place)
                if conversation.id in seen:
                    raise Malformed(
                        f"its `id` {conversation.id!r} was used in {seen[conversation.id]}"
                    )
            except Malformed as error:
                yield Fault(place, str(error))
                continue
            seen[conversation.id] = place
            yield conversation


def _lines(path: Path) -> Iterator[tuple[str, bytes]]:
    with path.open("rb") as file:
        number = 0
        while line := file.readline(LONGEST_LINE):
            number += 1
            if number == 1:
                line = line.removeprefix(b"\xef\xbb\xbf")
            if line.strip():
                yield f"{path}, line {number}", line
            while len(line) == LONGEST_LINE and not line.endswith(b"\n"):
                line = file.readline(LONGEST_LINE)


def _decode(line: bytes) -> str:
    if len(line) >= LONGEST_LINE:
        raise Malformed(f"it is longer than {LONGEST_LINE // 2**20} MB")
    try:
        return line.decode()
    except UnicodeDecodeError as error:
        raise Malformed(f"it is not UTF-8 (byte {error.start + 1})") from None


def _turn(turn: Any, number: int) -> Turn:
    try:
        if not isinstance(turn, dict):
            raise Malformed("it is not an object")
        side = _side(turn)
        return Turn(_time(turn), side, _optional(turn, "name", ""), *_text(turn, side))
    except Malformed as error:
        raise Malformed(f"turn {number}: {error}") from None


def _side(turn: dict[str, Any]) -> Side:
    for side in get_args(Side):
        if turn.get("from") == side:
            return cast(Side, side)
    raise Malformed('`from` is neither "visitor" nor "agent"')


def _time(turn: dict[str, Any]) -> datetime:
    try:
        at = datetime.fromisoformat(turn["at"])
    except (KeyError, TypeError, ValueError):
        raise Malformed("`at` is not a time (such as 2026-01-31T10:02:03Z)") from None
    return at.replace(tzinfo=UTC) if at.utcoffset() is None else at


def _text(turn: dict[str, Any], side: Side) -> tuple[str, str]:
    text = turn.get("text")
    if not isinstance(text, str):
        raise Malformed("it has no `text`")
    if len(text) > LONGEST_TEXT:
        raise Malformed(f"`text` has {len(text):,} characters; {LONGEST_TEXT:,} is the most")
    try:
        size = len(json.dumps(text, ensure_ascii=False).encode())
    except UnicodeEncodeError:
        raise Malformed("`text` has half of a surrogate pair, which is no character") from None
    if size > LONGEST_FRAME:
        raise Malformed(f"`text` takes {size:,} bytes; {LONGEST_FRAME:,} is the most in one frame")
    expected = (clean_asked if side == "visitor" else clean)(text).text
    if not expected:
        raise Malformed("`text` is empty, or has nothing that can be seen")
    return text, expected


def _optional(data: dict[str, Any], field: str, default: str) -> str:
    value = data.get(field)
    if value is None:
        return default
    if not isinstance(value, str):
        raise Malformed(f"`{field}` is not a text")
    return value
