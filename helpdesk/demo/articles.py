"""The demo's instructions: `articles/<slug>.<language>.md`, the first line being the title."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from helpdesk.demo.topics import Subject
from tickets.models import Article, Topic

FOLDER = Path(__file__).parent / "articles"


class Instruction(NamedTuple):
    slug: str
    language: str
    title: str
    body: str


def read_instructions() -> list[Instruction]:
    """Each file, in the order of names."""
    return [_read(path) for path in sorted(FOLDER.glob("*.md"))]


def make_articles(
    instructions: list[Instruction],
    subjects: list[Subject],
    topics: dict[str, Topic],
    *,
    updated: datetime,
) -> None:
    topic_of = {slug: topics[subject.slug] for subject in subjects for slug in subject.articles}
    Article.objects.bulk_create(
        Article(pk=number, topic=topic_of[instruction.slug], **instruction._asdict())
        for number, instruction in enumerate(instructions, start=1)
    )
    # The field sets itself to the present; the demo's instructions are as old as its desk.
    Article.objects.update(updated_at=updated)


def _read(path: Path) -> Instruction:
    slug, language = path.stem.split(".")
    title, body = path.read_text(encoding="utf-8").split("\n", 1)
    return Instruction(slug, language, title.removeprefix("# "), body.strip() + "\n")
