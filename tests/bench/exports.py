"""A large export of another system, written line by line."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from random import Random

MAPPING = """
source = "bench"
[times]
zone = "Europe/Helsinki"
formats = ["%d/%m/%Y %H:%M"]
[fields]
id = "number"
started_at = "opened"
changed_at = "changed"
solved_at = "resolved"
channel = "via"
subject = "title"
topic = "category"
team = "group"
requester_login = "caller"
[channels.values]
Phone = "phone"
Chat = "chat"
"E-mail" = "email"
[topics]
unknown = "create"
[teams]
unknown = "create"
[tickets]
"""
HEADER = "number,opened,changed,resolved,via,title,category,group,caller\n"
VIA = ("Phone", "Chat", "E-mail")


def write_export(path: Path, *, rows: int, lines_a_ticket: int) -> None:
    """Ten years of tickets; the lines of one stand apart from each other."""
    rng = Random(5)
    tickets = rows // lines_a_ticket
    first = datetime(2010, 1, 1)
    with path.open("w", encoding="utf-8") as file:
        file.write(HEADER)
        for number in range(rows):
            ticket = number % tickets
            opened = first + timedelta(minutes=ticket * 5_256_000 // tickets)
            changed = opened + timedelta(hours=number // tickets)
            solved = opened + timedelta(hours=lines_a_ticket)
            file.write(
                f"INC{ticket},{opened:%d/%m/%Y %H:%M},{changed:%d/%m/%Y %H:%M},"
                f"{solved:%d/%m/%Y %H:%M},{rng.choice(VIA)},The printer {ticket} is on fire,"
                f"Topic {ticket % 40},Team {ticket % 9},caller-{ticket % 30_000}\n"
            )
