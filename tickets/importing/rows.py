"""From a row of the file to the values that are stored, or to what is wrong with it. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from helpdesk.redaction import clean, one_line
from tickets.importing.errors import Refused
from tickets.importing.sections import Sections
from tickets.importing.times import Times, find_zone
from tickets.importing.vocabulary import Vocabulary, translators

LONGEST_ID = 180
MOST_TRANSFERS = 32_767
NOT_TEXT = re.compile("[\x00\ud800-\udfff]")
MAIL = re.compile(r"[!-?A-~]{1,64}@[A-Za-z0-9.-]{1,180}")
TIMES = ("started_at", "changed_at", "ended_at", "first_reply_at", "solved_at", "closed_at")


class Line(NamedTuple):
    """What one line says, in the order of the staging table. None: it says nothing."""

    line: int
    key: str
    refused: bool = False
    at: datetime | None = None
    started_at: datetime | None = None
    ended_at: datetime | None = None
    first_reply_at: datetime | None = None
    solved_at: datetime | None = None
    closed_at: datetime | None = None
    channel: str | None = None
    subject: str | None = None
    masked: int = 0
    status: str | None = None
    topic: str | None = None
    team: str | None = None
    agent: int | None = None
    person: str | None = None
    name: str | None = None
    email: str | None = None
    login: str | None = None
    outcome: str | None = None
    satisfaction: int | None = None
    language: str | None = None
    transfers: int | None = None


@dataclass(frozen=True)
class Desk:
    """What the desk knows: words of the file to slugs, and agents' names to their numbers."""

    topics: Vocabulary
    teams: Vocabulary
    agents: Mapping[str, int] = field(default_factory=dict)


class RowReader:
    """Reads rows as one mapping says. `now`: nothing may be later."""

    def __init__(self, given: Sections, desk: Desk, now: datetime) -> None:
        times = given.times
        self._given = given
        self._desk = desk
        self._now = now
        self._columns = given.fields.mapped
        self._missing = frozenset(text.strip() for text in given.file.missing) | {""}
        self._times = Times(
            find_zone(times.zone), tuple(times.formats), times.repeated, times.skipped
        )
        self._words = translators(given)

    def key(self, cells: Mapping[str, str | None]) -> str:
        """The ticket that a row is of. Raises `Refused`."""
        text = self._text(cells, "id")
        if text is None:
            raise Refused("id is missing")
        if len(text) > LONGEST_ID:
            raise Refused(f"id is longer than {LONGEST_ID} characters", text)
        if clean(text) != (text, 0):
            raise Refused("id holds an identity code or invisible characters", text)
        return text

    def read(self, line: int, key: str, cells: Mapping[str, str | None]) -> Line:
        """Raises `Refused` and `Skipped`."""
        found = {name: self._text(cells, name) for name in self._columns}
        times = {name: self._moment(name, found.get(name)) for name in TIMES}
        words = {name: one.read(found.get(name)) for name, one in self._words.items()}
        changed = times["changed_at"]
        subject, name, login = (
            clean(found.get(one) or "") for one in ("subject", "requester_name", "requester_login")
        )
        email = self._email(found.get("requester_email"))
        people = {
            "email": email,
            "login": one_line(login.text)[:80] or None,
            "name": one_line(name.text)[:120] or None,
        }
        return Line(
            line,
            key,
            at=changed or times["started_at"],
            started_at=times["started_at"],
            ended_at=times["ended_at"],
            first_reply_at=times["first_reply_at"],
            solved_at=times["solved_at"],
            closed_at=times["closed_at"],
            channel=words["channel"],
            subject=one_line(subject.text)[:200] or None,
            masked=subject.masked,
            status=words["status"],
            topic=self._desk.topics.find(found.get("topic")),
            team=self._desk.teams.find(found.get("team")),
            agent=self._agent(found.get("agent")),
            person=self._person(people),
            name=people["name"],
            email=email,
            login=people["login"],
            outcome=words["outcome"],
            satisfaction=int(words["satisfaction"]) if words["satisfaction"] else None,
            language=words["language"],
            transfers=_count(found.get("transfers")),
        )

    def _text(self, cells: Mapping[str, str | None], name: str) -> str | None:
        value = cells.get(self._columns[name])
        if value is None:
            return None
        if NOT_TEXT.search(value):
            raise Refused(
                f"{name} holds what is no text in {self._given.file.encoding}: NUL, or bytes of"
                " another encoding"
            )
        value = value.strip()
        return None if value in self._missing else value

    def _moment(self, name: str, text: str | None) -> datetime | None:
        if text is None:
            return None
        try:
            moment = self._times.read(text)
        except Refused as refusal:
            raise Refused(f"{name} {refusal.reason}", refusal.value) from None
        if moment > self._now:
            raise Refused(f"{name} lies in the future", text)
        return moment

    def _agent(self, text: str | None) -> int | None:
        if text is None:
            return None
        wanted = self._given.agents.values.get(text, text)
        agent = self._desk.agents.get(wanted.casefold())
        if agent is None and self._given.agents.unknown == "refuse":
            raise Refused("agent is nobody of the staff: map it in [agents.values]", text)
        return agent

    def _email(self, text: str | None) -> str | None:
        if text is not None and (not MAIL.fullmatch(text) or clean(text).masked):
            raise Refused("requester_email is no e-mail address", text)
        return text

    def _person(self, people: Mapping[str, str | None]) -> str | None:
        for one in self._given.people.match:
            if value := people[one]:
                return f"{one}:{value if one == 'name' else value.lower()}"
        return None


def _count(text: str | None) -> int | None:
    if text is None:
        return None
    number = text.removesuffix(".0")
    if not (number.isascii() and number.isdecimal() and int(number[:9]) <= MOST_TRANSFERS):
        raise Refused(f"transfers is no number from 0 to {MOST_TRANSFERS:,}", text)
    return int(number)
