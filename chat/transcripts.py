"""The record of a chat as files: `transcript.txt` for people, `transcript.json` for programs.

Pure: entries in, text out. Internal notes and what agents tell each other are left out, since the
requester may get both files. Times are in the desk's zone, which is named; UTF-8, lines end in LF.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override

from chat import decisions
from chat.choices import EventKind, Speaker
from chat.entries import Entry, for_visitor, own_words, wire_time
from chat.models import Outcome


@dataclass(frozen=True)
class Heading:
    """What a transcript says before the conversation."""

    chat: str
    desk: str
    visitor: str
    topic: str
    language: str
    opened_at: datetime
    ended_at: datetime
    outcome: str


def as_text(heading: Heading, entries: Sequence[Entry], *, zone: ZoneInfo) -> str:
    """The conversation to read, in the chat's language."""
    with override(heading.language):
        began = heading.opened_at.astimezone(zone)
        lines = [
            f"{heading.desk} · {_('Chat transcript')}",
            f"{_('Started')}: {began:%Y-%m-%d %H:%M:%S} ({zone.key}, UTC{began:%z})",
            f"{_('Ended')}: {heading.ended_at.astimezone(zone):%Y-%m-%d %H:%M:%S}",
            f"{_('Visitor')}: {heading.visitor or _('Visitor')}",
        ]
        if heading.topic:
            lines.append(f"{_('Topic')}: {heading.topic}")
        lines += [f"{_('Outcome')}: {_outcome(heading.outcome)}", ""]
        lines += _conversation(entries, began.date(), zone, heading.desk)
    return "\n".join(lines) + "\n"


def as_json(heading: Heading, entries: Sequence[Entry], *, zone: ZoneInfo) -> str:
    """The same for programs: times in UTC, the zone beside them."""
    shown = [for_visitor(entry) for entry in entries if not entry.is_internal]
    for frame in shown:
        del frame["type"], frame["chat"], frame["client_id"]
    return json.dumps(
        {
            "chat": heading.chat,
            "desk": heading.desk,
            "visitor": heading.visitor,
            "topic": heading.topic,
            "language": heading.language,
            "time_zone": zone.key,
            "opened_at": wire_time(heading.opened_at),
            "ended_at": wire_time(heading.ended_at),
            "outcome": heading.outcome,
            "events": shown,
        },
        ensure_ascii=False,
        indent=1,
    )


def _outcome(outcome: str) -> str:
    return str(Outcome(outcome).label) if outcome else ""


def _conversation(entries: Sequence[Entry], day: date, zone: ZoneInfo, desk: str) -> Iterator[str]:
    """The lines, and a date wherever another day begins."""
    for entry in entries:
        if entry.is_internal:
            continue
        if (today := entry.at.astimezone(zone).date()) != day:
            yield f"-- {today:%Y-%m-%d} --"
            day = today
        yield _line(entry, zone, desk)


def _line(entry: Entry, zone: ZoneInfo, desk: str) -> str:
    at = entry.at.astimezone(zone)
    stamp = f"{at:%H:%M:%S}"
    if entry.kind == EventKind.MESSAGE:
        body = words_of(entry).replace("\n", "\n" + " " * (len(stamp) + 3))
        return f"[{stamp}] {_speaker(entry, desk)}: {body}"
    return f"[{stamp}] -- {happening(entry.kind, entry.data)} --"


def words_of(entry: Entry) -> str:
    """What a message or a note says, in words, with its files by name."""
    files = entry.data.get("attachments", [])
    named = [f"[{_('File')}: {file['name']}, {filesizeformat(file['size'])}]" for file in files]
    return "\n".join(filter(None, [own_words(entry.body, files), *named]))


def _speaker(entry: Entry, desk: str) -> str:
    """What the program says by itself, the desk says."""
    if entry.name:
        return entry.name
    unnamed = {Speaker.VISITOR: _("Visitor"), Speaker.SYSTEM: desk}
    return unnamed.get(Speaker(entry.role)) or _("Agent")


def happening(kind: str, data: Mapping[str, Any]) -> str:
    """An entry of a log that is no message, as a sentence."""
    # Looked up only when told: a translation costs more than all the rest of a line.
    sentences: dict[str, Callable[[], str]] = {
        EventKind.OPENED: lambda: _("The chat was opened"),
        EventKind.ASSIGNED: lambda: _("%(name)s joined") % {"name": data.get("agent", "")},
        EventKind.TRANSFERRED: lambda: (
            _("The chat was handed over to %(name)s") % {"name": data["to"]}
            if data.get("to")
            else _("The chat went back to the queue")
        ),
        EventKind.LEFT: lambda: _("The visitor left"),
        EventKind.RETURNED: lambda: _("The visitor returned"),
        EventKind.CLOSED: lambda: _ended(str(data.get("by", ""))),
        EventKind.RATED: lambda: _("The visitor answered the survey"),
        EventKind.REDACTED: lambda: _("A message was removed"),
        EventKind.OFFERED: lambda: decisions.offered(data),
        EventKind.PASSED_ON: lambda: decisions.passed_on(data),
        EventKind.JOINED: lambda: _("%(name)s looked in") % {"name": data.get("agent", "")},
        EventKind.BLOCKED: lambda: _("The visitor was blocked"),
    }
    return sentences[kind]() if kind in sentences else kind


def _ended(by: str) -> str:
    sentences = {
        "visitor": gettext_noop("The visitor ended the chat"),
        "agent": gettext_noop("The agent ended the chat"),
        "left": gettext_noop("The chat ended: the visitor had left"),
        "idle": gettext_noop("The chat ended: nobody wrote any more"),
        "nobody": gettext_noop("The chat ended: no agent was there any more"),
    }
    return _(sentences.get(by, gettext_noop("The chat ended")))
