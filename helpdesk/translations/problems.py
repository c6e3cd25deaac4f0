"""What is wrong with a catalog, in words."""

import re
from collections import Counter
from collections.abc import Iterator

from babel.messages.catalog import Catalog, Message

PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[a-z%]|\{\w*\}|</?\w[^>]*>|&\w+;")
"""What a translation must keep: values to be filled in, tags with their attributes, entities."""


def problems(catalog: Catalog, sources: Catalog) -> list[str]:
    """One sentence for each fault of each text; none for a catalog that is whole."""
    found = [
        f"{fault}: {_first(message)!r}"
        for message in catalog
        if message.id
        for fault in _faults(message, sources)
    ]
    missing = [
        f"missing: {_first(message)!r}"
        for message in sources
        if message.id and _same(catalog, message) is None
    ]
    return sorted(found + missing)


def _faults(message: Message, sources: Catalog) -> Iterator[str]:
    if _same(sources, message) is None:
        yield "no longer said"
    elif not message.string or not all(message.string):
        yield "untranslated"
    else:
        if message.fuzzy:
            yield "not checked (fuzzy)"
        if not all(_agree(source, said) for source, said in _pairs(message)):
            yield "other placeholders than its source"


def _pairs(message: Message) -> Iterator[tuple[str, str]]:
    """Each translation with the form of the source that it stands for."""
    if isinstance(message.id, str):
        yield message.id, str(message.string)
        return
    singular, plural = message.id
    one, *many = tuple(message.string or ())
    # "One chat" may count in words what the translation counts in digits, and the other way round.
    yield (singular if _agree(singular, one) else plural), one
    yield from ((plural, said) for said in many)


def _agree(source: str, said: str) -> bool:
    return _marks(source) == _marks(said)


def _marks(text: str) -> tuple[Counter[str], bool, bool]:
    return Counter(PLACEHOLDER.findall(text)), text[:1].isspace(), text[-1:].isspace()


def _same(catalog: Catalog, message: Message) -> Message | None:
    found = catalog.get(_first(message), message.context)
    return found if found and found.pluralizable == message.pluralizable else None


def _first(message: Message) -> str:
    return message.id if isinstance(message.id, str) else str(message.id[0])
