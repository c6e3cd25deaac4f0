"""Mappings, small files, and the command run on them."""

from __future__ import annotations

import io
from pathlib import Path

from django.core.management import call_command

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


LOG = """number,opened,changed,solved,via,group
B,02/03/2016 10:00,02/03/2016 10:00,,email,Web
A,01/03/2016 10:00,01/03/2016 10:00,,phone,Web
A,01/03/2016 10:00,04/03/2016 10:00,04/03/2016 09:00,email,
A,01/03/2016 10:00,02/03/2016 10:00,02/03/2016 09:00,chat,Web
A,01/03/2016 10:00,03/03/2016 10:00,,chat,Servers
"""
ROW = {
    "number": "INC1",
    "opened": "2016-03-01T10:00:00",
    "ended": "2016-03-01T10:20:00",
    "answered": "2016-03-01T10:01:00",
    "solved": "2016-03-02T09:00:00",
    "state": "Done",
    "via": "Telephone",
    "title": "Printer of 131052-308T is on fire",
    "topic": "Printing",
    "group": "First line",
    "agent": "anna",
    "name": "Aino Kallio",
    "mail": "Aino@uni.example",
    "outcome": "solved",
    "stars": "5",
    "lang": "fi",
    "moves": "2",
}


def run(folder: Path, file: Path, mapping: str = USUAL, *options: str) -> list[str]:
    out = io.StringIO()
    path = write(folder, "mapping.toml", mapping)
    call_command("import_contacts", str(file), "--map", str(path), *options, stdout=out)
    return out.getvalue().splitlines()


def as_csv(row: dict[str, str]) -> str:
    return f"{','.join(row)}\n{','.join(row.values())}\n"
