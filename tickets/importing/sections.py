"""The mapping as it is written: sections, their keys, and what stands where nothing is said."""

from __future__ import annotations

from typing import Literal

import msgspec


class File(msgspec.Struct, forbid_unknown_fields=True):
    """How the file is written. Without a format its name tells; `columns` replace a header."""

    format: Literal["", "csv", "json", "jsonl"] = ""
    encoding: str = "utf-8"
    delimiter: str = ","
    quote: str = '"'
    missing: list[str] = msgspec.field(default_factory=lambda: [""])
    columns: list[str] = []


class TimesSection(msgspec.Struct, forbid_unknown_fields=True):
    """How moments are written, and what happens to those of clock-change nights."""

    zone: str = ""
    formats: list[str] = msgspec.field(default_factory=lambda: ["iso"])
    repeated: Literal["first", "second", "refuse"] = "first"
    skipped: Literal["forward", "refuse"] = "forward"


class Fields(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    """Which column of the file is what. Empty: the file does not have it."""

    id: str = ""
    started_at: str = ""
    changed_at: str = ""
    ended_at: str = ""
    first_reply_at: str = ""
    solved_at: str = ""
    closed_at: str = ""
    channel: str = ""
    subject: str = ""
    status: str = ""
    topic: str = ""
    team: str = ""
    agent: str = ""
    requester_name: str = ""
    requester_email: str = ""
    requester_login: str = ""
    outcome: str = ""
    satisfaction: str = ""
    language: str = ""
    transfers: str = ""

    @property
    def mapped(self) -> dict[str, str]:
        """Column by field, of those that the file has."""
        named: dict[str, str] = msgspec.to_builtins(self)
        return {field: column for field, column in named.items() if column}


class Words(msgspec.Struct, forbid_unknown_fields=True):
    """What the file's words mean here; `default` stands where the file has none."""

    values: dict[str, str] = {}
    unknown: str = "refuse"
    default: str = ""


class Known(msgspec.Struct, forbid_unknown_fields=True):
    """What becomes of topics, teams and agents that the desk does not know."""

    values: dict[str, str] = {}
    unknown: Literal["refuse", "ignore", "create"] = "ignore"


class People(msgspec.Struct, forbid_unknown_fields=True):
    """By what requesters are known again, the first that a line has."""

    match: list[Literal["email", "login", "name"]] = msgspec.field(
        default_factory=lambda: ["email", "login", "name"]
    )


class Tickets(msgspec.Struct, forbid_unknown_fields=True):
    lines: Literal["one", "many"] = "one"
    channel: Literal["first", "last", "most"] = "first"


class Sections(msgspec.Struct, forbid_unknown_fields=True):
    source: str = ""
    file: File = msgspec.field(default_factory=File)
    times: TimesSection = msgspec.field(default_factory=TimesSection)
    fields: Fields = msgspec.field(default_factory=Fields)
    channels: Words = msgspec.field(default_factory=Words)
    statuses: Words = msgspec.field(default_factory=lambda: Words(default="closed"))
    outcomes: Words = msgspec.field(default_factory=Words)
    languages: Words = msgspec.field(default_factory=lambda: Words(unknown="ignore"))
    satisfaction: Words = msgspec.field(default_factory=Words)
    topics: Known = msgspec.field(default_factory=Known)
    teams: Known = msgspec.field(default_factory=Known)
    agents: Known = msgspec.field(default_factory=Known)
    people: People = msgspec.field(default_factory=People)
    tickets: Tickets = msgspec.field(default_factory=Tickets)
