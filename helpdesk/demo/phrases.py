"""How the demo's people and agents talk; `phrases.toml` holds the words."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from helpdesk.demo.articles import read_instructions
from helpdesk.demo.cases import Case

FILE = Path(__file__).with_name("phrases.toml")


class Turn(NamedTuple):
    is_agent: bool
    text: str


def say(what: str, case: Case, *, agent: str = "", rng: Random | None = None) -> str:
    """A phrase in the language of the case's person; one of several needs `rng`."""
    phrase = _phrases()[case.requester.language][what]
    if rng is not None:
        phrase = rng.choice(phrase)
    title, link = _instruction(case)
    return str(phrase).format(
        sentence=case.question if case.question.endswith("?") else f"{case.question}.",
        name=case.requester.name.split()[0],
        agent=agent,
        title=title,
        link=link,
    )


def has_instruction(case: Case) -> bool:
    """Whether an article answers what the case is about."""
    return bool(case.subject.articles)


def talk(case: Case, *, agent: str, is_solved: bool, rng: Random) -> list[Turn]:
    """What is said in a chat after its question."""

    def turn(what: str, *, is_agent: bool = True) -> Turn:
        return Turn(is_agent, say(what, case, agent=agent, rng=rng))

    turns = [turn("greet")]
    if rng.random() < 0.5:
        asked, answered = rng.choice(_phrases()[case.requester.language]["asked"])
        turns += [Turn(True, asked), Turn(False, answered)]
    if not is_solved:
        return [*turns, turn("onward"), turn("understood", is_agent=False)]
    turns.append(turn("advise" if has_instruction(case) else "fix"))
    return [*turns, turn("thanks", is_agent=False), turn("bye")]


def _instruction(case: Case) -> tuple[str, str]:
    if not has_instruction(case):
        return "", ""
    slug = case.subject.articles[0]
    return _titles()[slug, case.requester.language], f"/articles/{slug}/"


@cache
def _phrases() -> Mapping[str, Mapping[str, Any]]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


@cache
def _titles() -> Mapping[tuple[str, str], str]:
    return {(each.slug, each.language): each.title for each in read_instructions()}
