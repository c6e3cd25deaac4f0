"""JSON as rows: an array of objects, or an object a line. Numbers stay as they are written."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TextIO

from tickets.importing.errors import BadFile

CHUNK = 65_536
LONGEST_OBJECT = 1_000_000
DECODER = json.JSONDecoder(parse_float=str, parse_int=str, parse_constant=str)
NO_OBJECT = "is no JSON object"
Found = tuple[int, Mapping[str, str | None], str]


def lines_of_json(lines: Iterable[str]) -> Iterator[Found]:
    """Line, cells, and what is wrong, for each line that is not blank."""
    for number, line in enumerate(lines, start=1):
        text = line.strip().removeprefix("\ufeff")
        if not text:
            continue
        try:
            yield number, *_cells(DECODER.decode(text))
        except (ValueError, RecursionError):
            yield number, {}, NO_OBJECT


def array(text: TextIO) -> Iterator[Found]:
    """The objects of one array, one after the other. Raises `BadFile` where it is no JSON."""
    window = _Window(text)
    if window.next_sign() != "[":
        raise BadFile("The file is no JSON array. For an object a line, use format = “jsonl”.")
    window.take(1)
    while window.next_sign() != "]":
        line = window.line
        yield line, *_cells(window.value())
        if window.next_sign() == ",":
            window.take(1)
            if window.next_sign() == "]":
                raise window.broken()
        elif window.next_sign() != "]":
            raise window.broken()
    window.take(1)
    if window.next_sign():
        raise window.broken()


def _cells(value: Any) -> tuple[Mapping[str, str | None], str]:
    if not isinstance(value, dict):
        return {}, NO_OBJECT
    return {name: _text(one) for name, one in value.items()}, ""


def _text(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value)


class _Window:
    """As much of the text as the next value needs."""

    def __init__(self, text: TextIO) -> None:
        self._text = text
        self._held = text.read(CHUNK).removeprefix("\ufeff")
        self.line = 1

    def next_sign(self) -> str:
        """The next that is not blank; empty at the end."""
        while True:
            blank = len(self._held) - len(self._held.lstrip(" \t\r\n"))
            self.take(blank)
            if self._held or not self._more():
                return self._held[:1]

    def take(self, count: int) -> None:
        self.line += self._held.count("\n", 0, count)
        self._held = self._held[count:]

    def value(self) -> Any:
        if self._held[:1] != "{":
            raise self.broken()
        while True:
            try:
                value, end = DECODER.raw_decode(self._held)
            except RecursionError:
                raise self.broken() from None
            except ValueError:
                if len(self._held) > LONGEST_OBJECT or not self._more(len(self._held)):
                    raise self.broken() from None
            else:
                self.take(end)
                return value

    def broken(self) -> BadFile:
        return BadFile(
            f"From line {self.line} on, the file is no array of JSON objects of at most"
            f" {LONGEST_OBJECT:,} characters. Nothing was stored."
        )

    def _more(self, at_least: int = 0) -> bool:
        read = self._text.read(max(CHUNK, at_least))
        self._held += read
        return bool(read)
