"""The people who ask: a few ask often, most of them once or twice."""

from __future__ import annotations

import tomllib
import unicodedata
from collections import Counter
from datetime import datetime
from pathlib import Path
from random import Random

from helpdesk.demo.people import DOMAIN
from helpdesk.people.models import Requester

LANGUAGES = {"fi": 80, "en": 14, "sv": 6}
STUDENTS = 0.7
NAMES = Path(__file__).with_name("names.toml")
_LETTERS = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "ß": "ss"})


class Requesters:
    """Everybody who ever asked, in the order of their first contact."""

    def __init__(self, rng: Random, *, crowd: int) -> None:
        self.known: list[Requester] = []
        self._rng = rng
        self._crowd: list[Requester | None] = [None] * crowd
        self._addresses = Counter[str]()
        self._names = {
            language: (names["first"].split(), names["last"].split())
            for language, names in tomllib.loads(NAMES.read_text(encoding="utf-8")).items()
        }

    def somebody(self, at: datetime) -> Requester:
        """One of the crowd; whoever has a low number asks often."""
        number = int(len(self._crowd) * self._rng.random() ** 1.7)
        person = self._crowd[number]
        if person is None:
            person = self._crowd[number] = self._newcomer(at)
            self.known.append(person)
        return person

    def _newcomer(self, at: datetime) -> Requester:
        rng = self._rng
        (language,) = rng.choices(tuple(LANGUAGES), tuple(LANGUAGES.values()))
        first, last = (rng.choice(names) for names in self._names[language])
        is_student = rng.random() < STUDENTS
        local = self._once(f"{_ascii(first)}.{_ascii(last)}")
        return Requester(
            pk=len(self.known) + 1,
            name=f"{first} {last}",
            email=f"{local}@{'student.' if is_student else ''}{DOMAIN}",
            phone="" if is_student else _number(rng),
            login=self._once(f"{_ascii(last)[:5]}{_ascii(first)[:3]}"),
            language=language,
            created_at=at,
        )

    def _once(self, wish: str) -> str:
        """Namesakes get a number."""
        self._addresses[wish] += 1
        count = self._addresses[wish]
        return wish if count == 1 else f"{wish}{count}"


def _number(rng: Random) -> str:
    """One that nobody has: no subscriber's number begins with three zeros."""
    return f"+358 {rng.choice((40, 44, 50))} 000 {rng.randrange(10_000):04}"


def _ascii(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.lower().translate(_LETTERS))
    return plain.encode("ascii", "ignore").decode()
