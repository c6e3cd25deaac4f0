"""The judge: what was said, against what is stored and what each side saw. Pure."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from chat.replay.measure import identity_codes, out_of_place
from chat.replay.records import Record, Said, Seen, Stored

QUESTION = "question"
"""Stands for the id of the question, which the server stores without one."""


@dataclass
class Findings:
    """The faults of one chat, or the sum of many; `notes` says each in words."""

    unacknowledged: int = 0
    lost: int = 0
    twice: int = 0
    disordered: int = 0
    missing_tickets: int = 0
    extra_tickets: int = 0
    differing_transcripts: int = 0
    identity_codes: int = 0
    failed_chats: int = 0
    notes: list[str] = field(default_factory=list)

    @property
    def faults(self) -> int:
        return sum(value for value in vars(self).values() if isinstance(value, int))

    def add(self, other: Findings) -> None:
        for name, value in vars(other).items():
            setattr(self, name, getattr(self, name) + value)


def judge(record: Record, stored: Stored | None) -> Findings:
    """Every fault of one conversation. `stored` is None where the database holds no such chat."""
    found = Findings()
    if record.failure:
        found.failed_chats = 1
        found.notes.append(record.failure)
    found.unacknowledged = sum(not said.acknowledged for said in record.said)
    if stored is None:
        found.missing_tickets = int(bool(record.chat))
        found.lost = sum(said.acknowledged for said in record.said)
    else:
        _judge_messages(found, record, stored)
        _judge_ticket(found, record, stored)
    found.notes += _in_words(found)
    return found


def _judge_messages(found: Findings, record: Record, stored: Stored) -> None:
    log = Counter(map(_key, _messages(stored.log)))
    seen = {
        "visitor": Counter(map(_key, _messages(record.visitor_window))),
        "agent": Counter(map(_key, _messages(record.agent_window))),
    }
    for said in record.said:
        key = said.client_id or QUESTION
        other = seen["agent" if said.side == "visitor" else "visitor"]
        found.lost += said.acknowledged and not (log[key] and other[key])
        found.twice += max(log[key], *(window[key] for window in seen.values())) > 1
    found.twice += len(log.keys() - {said.client_id or QUESTION for said in record.said})
    order = {said.client_id or QUESTION: n for n, said in enumerate(record.said)}
    spoken = [order[key] for entry in _messages(stored.log) if (key := _key(entry)) in order]
    numbers = [entry.seq for entry in stored.log]
    found.disordered = out_of_place(spoken) + sum(n != i for i, n in enumerate(numbers, 1))
    found.disordered += _unlike(record.visitor_window, stored.log)
    found.disordered += _unlike(record.agent_window, stored.log)


def _judge_ticket(found: Findings, record: Record, stored: Stored) -> None:
    found.missing_tickets = int(stored.tickets == 0)
    found.extra_tickets = max(0, stored.tickets - 1)
    if difference := _difference(record, stored):
        found.differing_transcripts = 1
        found.notes.append(difference)
    transcript = (stored.transcript or b"").decode(errors="replace")
    texts = [*(entry.body for entry in stored.log), transcript, *stored.texts]
    found.identity_codes = sum(map(identity_codes, texts))
    if not record.failure and stored.end_reason != record.closer:
        found.failed_chats = 1
        found.notes.append(f"closed by {stored.end_reason or 'nobody'}, not by the {record.closer}")


def _difference(record: Record, stored: Stored) -> str:
    """The first difference between what was said and what is kept or was shown, in words."""
    if stored.transcript is None:
        return "no transcript.json, or one whose checksum is wrong"
    logged = {_key(entry) for entry in _messages(stored.log)}
    # A message whose acknowledgement was lost may have been stored all the same.
    said = [one for one in record.said if one.acknowledged or (one.client_id or QUESTION) in logged]
    kept = {"the transcript": _spoken(stored.transcript), "the log": _texts(stored.log)}
    if not record.failure:
        kept["the visitor's window"] = _texts(record.visitor_window)
        kept["the agent's window"] = _texts(record.agent_window)
    differences = (_unequal(what, texts, said) for what, texts in kept.items())
    return next(filter(None, differences), "")


def _unequal(what: str, texts: list[tuple[str, str]] | None, said: list[Said]) -> str:
    if texts is None:
        return f"{what} cannot be read"
    for number, (one, text) in enumerate(zip(said, texts, strict=False), 1):
        if (one.side, one.expected) != text:
            return f"{what} has another text in the place of message {number}"
    return f"{what} has {len(texts)} messages of {len(said)}" if len(texts) != len(said) else ""


def _spoken(transcript: bytes) -> list[tuple[str, str]] | None:
    try:
        return _texts([Seen.of(event) for event in json.loads(transcript)["events"]])
    except (ValueError, LookupError, TypeError, AttributeError):
        return None


def _unlike(window: Iterable[Seen], log: Iterable[Seen]) -> int:
    """How many entries a window showed that the log does not have in this place."""
    stored = {entry.seq: entry for entry in log}
    return sum(entry.kind != "skip" and stored.get(entry.seq) != entry for entry in window)


def _messages(entries: Iterable[Seen]) -> list[Seen]:
    return [entry for entry in entries if entry.kind == "message"]


def _texts(entries: Iterable[Seen]) -> list[tuple[str, str]]:
    return [(entry.side, entry.body) for entry in _messages(entries)]


def _key(entry: Seen) -> str:
    return entry.client_id or QUESTION


def _in_words(found: Findings) -> list[str]:
    return [
        f"{name.replace('_', ' ')}: {value}"
        for name, value in vars(found).items()
        if isinstance(value, int)
        and value
        and name not in ("failed_chats", "differing_transcripts")
    ]
