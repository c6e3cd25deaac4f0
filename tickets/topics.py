"""Which topic a text seems to be about. Pure and deterministic: words against words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import takewhile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tickets.models import Topic

KEYWORD, NAME = 2, 1
"""A keyword was chosen to point to its topic; a word of a name is weaker evidence."""
_EMPTY_WORDS = frozenset(
    {"and", "the", "for", "with", "other", "muut", "muu", "muuta", "och", "med", "annat", "andra"}
)


def propose_topic(text: str, topics: Iterable[Topic]) -> Topic | None:
    """The topic whose keywords and names (in all languages) the text meets most; none if none.

    Of equals, one that is part of another is more exact than one at the top; then the first wins.
    """
    best = best_topics(text, topics)
    return max(best, key=lambda topic: topic.parent_id is not None, default=None)


def best_topics(text: str, topics: Iterable[Topic]) -> list[Topic]:
    """Those that the text meets most, alike; none if it meets none."""
    words = frozenset(_words(text))
    scored = [(_score(words, topic), topic) for topic in topics]
    most = max((score for score, _topic in scored), default=0)
    return [topic for score, topic in scored if score == most > 0]


def _score(words: frozenset[str], topic: Topic) -> int:
    terms = _terms(topic.keywords, f"{topic.name_en} {topic.name_fi} {topic.name_sv}")
    return sum(
        weight for term, weight in terms.items() if any(_meets(word, term) for word in words)
    )


@lru_cache(maxsize=512)
def _terms(keywords: str, names: str) -> Mapping[str, int]:
    plain = frozenset(_words(names)) - _EMPTY_WORDS
    return {**dict.fromkeys(plain, NAME), **dict.fromkeys(_words(keywords), KEYWORD)}


def _words(text: str) -> list[str]:
    # "Wi-Fi" and "e-mail" are one word to those who look for them.
    return re.findall(r"\w{2,}", re.sub(r"(?<=\w)[-‑](?=\w)", "", text.casefold()))


def _meets(word: str, term: str) -> bool:
    """Whether a word is a form of the term.

    Finnish bends the ends of words (verkko: verkon, verkossa) and glues words together
    (työsähköposti): long terms are met by their beginning and inside a word, short ones only whole
    or at the beginning.
    """
    if len(term) < 4:
        return word == term
    if len(term) < 6:
        return word.startswith(term)
    return term in word or _common_beginning(word, term) >= max(4, len(term) - 2)


def _common_beginning(word: str, term: str) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(word, term, strict=False)))
