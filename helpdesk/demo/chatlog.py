"""The log of a chat of the past, as the program would have written it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as attribute
from datetime import datetime
from random import Random
from typing import Any
from uuid import UUID

from chat.choices import EndReason, EventKind, OfferEnd, Speaker
from chat.entries import Entry
from chat.transcripts import Heading, as_text
from helpdesk.demo.clock import ZONE
from helpdesk.demo.parts import Part, Parts, Shown, parts_of
from helpdesk.demo.phrases import say, talk
from helpdesk.demo.work import Work
from tickets.choices import Outcome
from tickets.models import Contact


@dataclass(frozen=True)
class PastChat:
    """The contact over which it happened, and the work that it belongs to."""

    work: Work
    contact: Contact

    @property
    def end_reason(self) -> EndReason:
        if self.contact.agent_id:
            return EndReason.AGENT
        is_missed = self.contact.outcome == Outcome.MISSED
        return EndReason.NOBODY if is_missed else EndReason.LEFT


@dataclass(frozen=True)
class Teller:
    """Tells what was said in past chats; the same contact always gives the same chat."""

    seed: int
    desk: str
    agents: Mapping[int, str]
    """The names that visitors see, by number."""
    teams: Mapping[str, tuple[int, ...]]
    """The agents of each team, by its slug."""

    def transcript(self, work: Work, contact: Contact) -> str:
        """As the ticket keeps it."""
        chat = PastChat(work, contact)
        return as_text(self.heading(chat), self.entries(chat), zone=ZONE)

    def heading(self, chat: PastChat) -> Heading:
        case, contact = chat.work.case, chat.contact
        assert contact.ended_at is not None
        return Heading(
            chat=str(self.chat_id(chat)),
            desk=self.desk,
            visitor=case.requester.name,
            topic=case.subject.name_in(contact.language),
            language=contact.language,
            opened_at=contact.started_at,
            ended_at=contact.ended_at,
            outcome=contact.outcome,
        )

    def entries(self, chat: PastChat) -> list[Entry]:
        chat_id = str(self.chat_id(chat))
        return [
            Entry(
                chat=chat_id,
                seq=seq,
                kind=line.kind.value,
                at=line.at,
                role=line.role.value,
                name=line.name,
                client_id=None,
                body=line.body,
                data=line.data,
                is_internal=line.kind in (EventKind.OFFERED, EventKind.PASSED_ON),
            )
            for seq, line in enumerate(self._lines(chat), start=1)
        ]

    def parts(self, chat: PastChat) -> Parts:
        """Who was shown the chat, and who was in it."""
        team = chat.work.case.subject.team
        return parts_of(chat.contact, team=team, colleagues=self.teams, rng=self.rng("parts", chat))

    def chat_id(self, chat: PastChat) -> UUID:
        return UUID(int=self.rng("id", chat).getrandbits(128), version=4)

    def rng(self, what: str, chat: PastChat) -> Random:
        return Random(f"{self.seed} {what} {chat.contact.pk}")

    def _lines(self, chat: PastChat) -> Iterator[_Line]:
        contact, case = chat.contact, chat.work.case
        assert contact.ended_at is not None
        yield _Line(EventKind.OPENED, contact.started_at, Speaker.SYSTEM)
        yield _said(contact.started_at, case.requester.name, case.question, is_agent=False)
        role, name = Speaker.SYSTEM, ""
        if contact.agent_id:
            role, name = Speaker.AGENT, self.agents[contact.agent_id]
            yield from self._arrivals(chat)
            yield from self._conversation(chat, name)
        ended = {"by": chat.end_reason.value, "outcome": contact.outcome}
        yield _Line(EventKind.CLOSED, contact.ended_at, role, name, data=ended)

    def _arrivals(self, chat: PastChat) -> Iterator[_Line]:
        """To whom the chat was shown and who took it; one that was handed over was another's."""
        parts = self.parts(chat)
        lines = [line for shown in parts.shown for line in self._shown(shown)]
        lines += [self._joined(part) for part in parts.parts]
        if chat.contact.transfers:
            first, last = parts.parts
            note = say("handover", chat.work.case)
            name, to = self.agents[first.agent], self.agents[last.agent]
            handed = {"to": to, "note": note, "from_agent": name}
            at = first.ends_at
            lines.append(_Line(EventKind.TRANSFERRED, at, Speaker.AGENT, name, data=handed))
        yield from sorted(lines, key=lambda line: line.at)

    def _shown(self, shown: Shown) -> Iterator[_Line]:
        name, system = self.agents[shown.agent], Speaker.SYSTEM
        data: dict[str, Any] = {"agent": name, "without": []}
        yield _Line(EventKind.OFFERED, shown.offered_at, system, data=data)
        if shown.end == OfferEnd.EXPIRED:
            after = round((shown.ended_at - shown.offered_at).total_seconds())
            passed = {"agent": name, "why": "no_answer", "after_s": after}
            yield _Line(EventKind.PASSED_ON, shown.ended_at, system, data=passed)

    def _joined(self, part: Part) -> _Line:
        name = self.agents[part.agent]
        data = {"agent": name, "via": part.via.value}
        return _Line(EventKind.ASSIGNED, part.starts_at, Speaker.SYSTEM, name, data=data)

    def _conversation(self, chat: PastChat, name: str) -> Iterator[_Line]:
        contact, case = chat.contact, chat.work.case
        assert contact.first_reply_at is not None
        assert contact.ended_at is not None
        is_solved = contact.outcome == Outcome.SOLVED
        turns = talk(case, agent=name, is_solved=is_solved, rng=self.rng("talk", chat))
        pause = (contact.ended_at - contact.first_reply_at) / (len(turns) + 1)
        for number, turn in enumerate(turns):
            speaker = name if turn.is_agent else case.requester.name
            at = contact.first_reply_at + number * pause
            yield _said(at, speaker, turn.text, is_agent=turn.is_agent)


@dataclass(frozen=True)
class _Line:
    kind: EventKind
    at: datetime
    role: Speaker
    name: str = ""
    body: str = ""
    data: dict[str, Any] = attribute(default_factory=dict)


def _said(at: datetime, name: str, body: str, *, is_agent: bool) -> _Line:
    role = Speaker.AGENT if is_agent else Speaker.VISITOR
    return _Line(EventKind.MESSAGE, at, role, name, body)
