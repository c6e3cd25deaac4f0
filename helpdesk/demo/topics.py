"""What the demo's requests are about; `topics.toml` and `questions.toml` hold the words."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

import msgspec

from helpdesk.people.models import Team
from tickets.models import Topic

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Subject:
    """A topic as the demo knows it. One without `questions` (by language) only holds others."""

    slug: str
    fi: str
    sv: str
    en: str
    team: str
    parent: str = ""
    keywords: str = ""
    weight: int = 0
    busy: tuple[int, ...] = ()
    articles: tuple[str, ...] = ()
    questions: dict[str, list[str]] | None = None

    def name_in(self, language: str) -> str:
        return {"fi": self.fi, "sv": self.sv}.get(language, self.en)

    def weight_in(self, month: int) -> int:
        """The topic's part of the contacts of that month of the year (1 to 12)."""
        return self.weight * (2 if month in self.busy else 1)


def read_subjects() -> list[Subject]:
    """All of them; parents come before their children."""
    topics = tomllib.loads((FOLDER / "topics.toml").read_text(encoding="utf-8"))["topic"]
    questions = tomllib.loads((FOLDER / "questions.toml").read_text(encoding="utf-8"))
    return [
        msgspec.convert({**topic, "questions": questions.get(topic["slug"])}, Subject)
        for topic in topics
    ]


def make_topics(subjects: list[Subject], teams: dict[str, Team]) -> dict[str, Topic]:
    """The topics by slug."""
    topics: dict[str, Topic] = {}
    for number, subject in enumerate(subjects, start=1):
        topics[subject.slug] = Topic(
            pk=number,
            slug=subject.slug,
            parent=topics.get(subject.parent),
            name_fi=subject.fi,
            name_sv=subject.sv,
            name_en=subject.en,
            keywords=" ".join(subject.keywords.split()),
            team=teams[subject.team],
            position=number,
        )
    Topic.objects.bulk_create(topics.values())
    return topics
