"""Reads the mapping and checks all of it before anything else happens."""

from __future__ import annotations

import codecs
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from tickets.importing.errors import BadMapping
from tickets.importing.names import near
from tickets.importing.sections import Sections, Words
from tickets.importing.times import check_formats, find_zone
from tickets.importing.vocabulary import ALLOWED

SOURCE = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


def load_mapping(path: Path) -> Sections:
    """The mapping in a file, checked. Raises `BadMapping`."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise BadMapping(f"The mapping {path} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise BadMapping(f"The mapping {path} is no UTF-8. Save it in that encoding.") from None
    return read_mapping(text)


def read_mapping(text: str) -> Sections:
    """The mapping, checked. Raises `BadMapping` with a sentence that says what to do."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"at (line \d+)", str(error))
        where = place[1] if place else "its end"
        raise BadMapping(f"The mapping is not valid TOML: look at {where}.") from None
    _refuse_unknown_keys(data, Sections, "")
    try:
        sections = msgspec.convert(data, Sections)
    except msgspec.ValidationError as error:
        place = re.search(r"at `\$\.?(.*)`", str(error))
        where = place[1] if place else "the top"
        raise BadMapping(
            f"In the mapping, the value of {where} is of the wrong kind or not one of the possible"
            " ones. docs/import.md lists them."
        ) from None
    _check(sections)
    return sections


def _refuse_unknown_keys(data: Mapping[str, Any], kind: Any, where: str) -> None:
    fields = {field.name: field.type for field in msgspec.structs.fields(kind)}
    for name, value in data.items():
        if name not in fields:
            place = f"[{where}]" if where else "the mapping"
            hint = near(name, fields)
            raise BadMapping(f"“{name}” is not known in {place}.{hint} docs/import.md lists all.")
        inner = fields[name]
        if (
            isinstance(value, dict)
            and isinstance(inner, type)
            and issubclass(inner, msgspec.Struct)
        ):
            _refuse_unknown_keys(value, inner, name)


def _check(given: Sections) -> None:
    if not SOURCE.fullmatch(given.source):
        raise BadMapping(
            "Give the other system a name: source = “old-desk” (small letters, digits, hyphens,"
            " at most 40). It keeps a second import from storing anything twice."
        )
    for field, why in (
        ("id", "the number or name of the ticket"),
        ("started_at", "when the person came"),
    ):
        if not getattr(given.fields, field):
            raise BadMapping(f"[fields] must name the column that is {field}: {why}.")
    if not (given.fields.channel or given.channels.default):
        raise BadMapping(
            "[fields] must name the column that is channel, or [channels] default the channel of"
            " all lines."
        )
    _check_file(given)
    find_zone(given.times.zone)
    check_formats(given.times.formats)
    for section, allowed in ALLOWED.items():
        _check_words(section, getattr(given, section), allowed)
    if given.agents.unknown == "create":
        raise BadMapping("[agents] unknown may be “refuse” or “ignore”: logins are not made here.")
    if not given.people.match:
        raise BadMapping("[people] match must hold at least one of email, login, name.")


def _check_file(given: Sections) -> None:
    try:
        codecs.lookup(given.file.encoding)
        "".encode(given.file.encoding)
    except LookupError:
        raise BadMapping(
            f"There is no encoding “{given.file.encoding}”. Usual ones: utf-8, utf-8-sig, cp1252,"
            " latin-1, utf-16."
        ) from None
    for name, sign in (("delimiter", given.file.delimiter), ("quote", given.file.quote)):
        if len(sign) != 1 or sign in "\r\n\x00 ":
            raise BadMapping(f"[file] {name} must be one sign, such as “,” or “;”.")
    if given.file.delimiter == given.file.quote:
        raise BadMapping("[file] delimiter and quote must differ.")


def _check_words(section: str, words: Words, allowed: tuple[str, ...]) -> None:
    special = ("refuse", "skip") if section == "channels" else ("refuse", "skip", "ignore")
    ours = ", ".join(allowed)
    for raw, word in words.values.items():
        if word not in allowed:
            raise BadMapping(
                f"[{section}.values] maps “{raw}” to “{word}”, which is not one of {ours}."
            )
    if words.unknown not in (*special, *allowed):
        raise BadMapping(
            f"[{section}] unknown is “{words.unknown}”; possible are {', '.join(special)}, {ours}."
        )
    if words.default and words.default not in allowed:
        raise BadMapping(f"[{section}] default is “{words.default}”, which is not one of {ours}.")
