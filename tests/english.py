"""Finds English on a page that should speak another language."""

from __future__ import annotations

import re
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

from babel.messages.catalog import Message
from django.conf import settings

from helpdesk.translations import read
from helpdesk.translations.problems import PLACEHOLDER

ATTRIBUTES = {"alt", "aria-label", "content", "label", "placeholder", "title"}
SILENT = {"script", "style", "pre", "code"}
SHORTEST = 12
COMMON = re.compile(
    r"(?<![\w-])(?:the|of|and|or|your|with|this|from|has|have|been|please)(?![\w-])", re.IGNORECASE
)
"""English words that neither Finnish nor Swedish has."""


class Texts(HTMLParser):
    """Collects what a person reads or is read: text, names, hints; not what is in English."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._silent: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag in SILENT or values.get("lang") == "en":
            self._silent.append(tag)
        elif not self._silent:
            names = ATTRIBUTES | ({"value"} if values.get("type") == "submit" else set())
            # Sentences for the scripts of a page stand in data-attributes.
            self.found += [
                value
                for name, value in attrs
                if value and (name in names or (name.startswith("data-") and " " in value))
            ]

    def handle_endtag(self, tag: str) -> None:
        if self._silent and tag == self._silent[-1]:
            self._silent.pop()

    def handle_data(self, data: str) -> None:
        if not self._silent and data.strip():
            self.found.append(" ".join(data.split()))


def english_on(html: str, language: str) -> list[str]:
    """Sentences of our catalog that stayed English, and texts that English words give away."""
    page = Texts()
    page.feed(html)
    texts = "\n".join(page.found)
    left = [piece for piece in source_pieces(language) if piece in texts]
    return left + [text for text in page.found if COMMON.search(text)]


@cache
def source_pieces(language: str) -> tuple[str, ...]:
    """What stands between the placeholders of each source text that has another translation."""
    path = Path(settings.LOCALE_PATHS[0]) / language / "LC_MESSAGES" / "django.po"
    return tuple(
        piece.strip()
        for message in read(path)
        for source, said in forms(message)
        if source != said
        for piece in PLACEHOLDER.split(source)
        if len(piece.strip()) >= SHORTEST
    )


def forms(message: Message) -> list[tuple[str, str]]:
    if isinstance(message.id, str):
        return [(message.id, str(message.string))]
    return list(zip(message.id, message.string, strict=True))
