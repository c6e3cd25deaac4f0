"""A mapping with nothing special in it, and small files."""

from __future__ import annotations

from pathlib import Path

from tickets.importing.mapping import read_mapping
from tickets.importing.sections import Sections

USUAL = """
source = "old-desk"
[times]
zone = "Europe/Helsinki"
formats = ["%d/%m/%Y %H:%M", "iso", "epoch"]
[fields]
id = "number"
started_at = "opened"
channel = "via"
"""
FULL = """
source = "old-desk"
[times]
zone = "Europe/Helsinki"
formats = ["iso"]
[fields]
id = "number"
started_at = "opened"
ended_at = "ended"
first_reply_at = "answered"
solved_at = "solved"
status = "state"
channel = "via"
subject = "title"
topic = "topic"
team = "group"
agent = "agent"
requester_name = "name"
requester_email = "mail"
outcome = "outcome"
satisfaction = "stars"
language = "lang"
transfers = "moves"
[channels.values]
Telephone = "phone"
[topics]
unknown = "create"
[teams]
unknown = "create"
[statuses.values]
Done = "solved"
"""
MANY = """
source = "log"
[times]
zone = "UTC"
formats = ["%d/%m/%Y %H:%M"]
[fields]
id = "number"
started_at = "opened"
changed_at = "changed"
solved_at = "solved"
channel = "via"
team = "group"
[teams]
unknown = "create"
[tickets]
lines = "many"
"""


def usual(**sections: str) -> Sections:
    """The usual mapping with more lines at the end of it; `times` go into their section."""
    text = USUAL.replace("[fields]", f"{sections.pop('times', '')}\n[fields]")
    text = text.replace('channel = "via"', f'channel = "via"\n{sections.pop("fields", "")}')
    more = "".join(f"\n[{name}]\n{lines}" for name, lines in sections.items())
    return read_mapping(text + more)


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path
