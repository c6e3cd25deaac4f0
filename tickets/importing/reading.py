"""Reads a file row by row. Memory stays bounded, whatever the file holds.

Bytes that are not of the encoding arrive as lone surrogates: `rows` refuses their line only.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from tickets.importing.errors import BadFile
from tickets.importing.jsons import array, lines_of_json
from tickets.importing.names import near
from tickets.importing.sections import Sections

LONGEST_LINE = 1_000_000
"""Characters. A longer line is cut, and then refused as what it is not any more."""
FORMATS = {".csv": "csv", ".tsv": "csv", ".json": "json", ".jsonl": "jsonl", ".ndjson": "jsonl"}
Cells = Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class Row:
    """A row as it stands in the file: its line, and its cells by column, or what is wrong."""

    line: int
    cells: Cells
    fault: str = ""


class Source:
    """An open file: its rows, and how far reading has come (in bytes)."""

    def __init__(self, text: TextIO, given: Sections, kind: str) -> None:
        self._text = text
        self._given = given
        self._kind = kind

    @property
    def position(self) -> int:
        return int(self._text.buffer.tell())

    def rows(self) -> Iterator[Row]:
        """Raises `BadFile` where it makes no sense to read on."""
        try:
            yield from self._csv() if self._kind == "csv" else self._json()
        except UnicodeError:
            raise BadFile(
                f"The file is not {self._given.file.encoding}. Say the right encoding in [file]."
            ) from None

    def _csv(self) -> Iterator[Row]:
        file = self._given.file
        lines = _lines(self._text)
        reader = csv.reader(lines, delimiter=file.delimiter, quotechar=file.quote, strict=True)
        header = file.columns or _header(reader)
        _check_columns(self._given, header)
        line = reader.line_num
        while True:
            line = reader.line_num + 1
            try:
                cells = next(reader, None)
            except csv.Error:
                yield Row(line, {}, "has a quote that does not end, or a cell that is too long")
                continue
            if cells is None:
                return
            if len(cells) == len(header):
                yield Row(line, dict(zip(header, cells, strict=True)))
            elif cells:
                yield Row(line, {}, f"has not {len(header)} columns as the header has")

    def _json(self) -> Iterator[Row]:
        missing = set(self._given.fields.mapped.values())
        seen = set[str]()
        found = array(self._text) if self._kind == "json" else lines_of_json(_lines(self._text))
        for line, cells, fault in found:
            if missing:
                missing -= cells.keys()
                if len(seen) < 200:
                    seen |= cells.keys()
            yield Row(line, cells, fault)
        for column in sorted(missing) if seen else ():
            raise _no_column(self._given, column, seen)


@contextmanager
def opened(path: Path, given: Sections) -> Iterator[Source]:
    """The file, ready to be read. Raises `BadFile`."""
    kind = given.file.format or FORMATS.get(path.suffix.lower(), "")
    if not kind:
        raise BadFile(f"Say what {path.name} is: [file] format = “csv”, “json” or “jsonl”.")
    try:
        binary = path.open("rb")
    except OSError as error:
        raise BadFile(f"{path} cannot be read: {error.strerror}.") from None
    encoding = given.file.encoding
    with io.TextIOWrapper(binary, encoding=encoding, errors="surrogateescape", newline="") as text:
        yield Source(text, given, kind)


def _lines(text: TextIO) -> Iterator[str]:
    while line := text.readline(LONGEST_LINE):
        rest = line
        while rest and not rest.endswith(("\n", "\r")):
            rest = text.readline(LONGEST_LINE)
        yield line


def _header(reader: Iterator[list[str]]) -> list[str]:
    try:
        header = next(reader, None)
    except csv.Error:
        header = None
    if not header:
        raise BadFile("The first line must hold the names of the columns, or [file] columns must.")
    return [name.removeprefix("\ufeff").strip() for name in header]


def _check_columns(given: Sections, header: list[str]) -> None:
    for column in given.fields.mapped.values():
        if column not in header:
            raise _no_column(given, column, header)
        if header.count(column) > 1:
            raise BadFile(f"The file has two columns “{column}”. Rename one.")


def _no_column(given: Sections, column: str, names: list[str] | set[str]) -> BadFile:
    fields = [field for field, name in given.fields.mapped.items() if name == column]
    shown = ", ".join(f"“{name[:60]}”" for name in sorted(names)[:30])
    hint = " Is the delimiter right?" if len(names) == 1 else near(column, names)
    return BadFile(
        f"The file has no column “{column}” ({', '.join(fields)} in [fields])."
        f"{hint} It has {shown}."
    )
