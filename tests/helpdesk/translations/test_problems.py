from typing import Any

import pytest
from babel.messages.catalog import Catalog

from helpdesk.translations import problems


def catalog(*messages: tuple[Any, Any], fuzzy: bool = False) -> Catalog:
    made = Catalog(locale="fi", charset="utf-8")
    for said, translated in messages:
        made.add(said, translated, flags=["fuzzy"] if fuzzy else [])
    return made


CHATS = ("%(n)s chat", "%(n)s chats")


def found(said: Any, translated: Any) -> list[str]:
    return problems(catalog((said, translated)), catalog((said, "")))


@pytest.mark.parametrize(
    ("said", "translated"),
    [
        ("Good morning", "Huomenta"),
        ("%(a)s took <b>%(b)s</b>", "<b>%(b)s</b> on nyt: %(a)s"),
        ("{n} of {most}", "{most}, josta {n}"),
        (CHATS, ("%(n)s chat", "%(n)s chattia")),
        (CHATS, ("Yksi chat: %(n)s", "%(n)s chattia")),
        (("One chat", "%(n)s chats"), ("Yksi chat", "%(n)s chattia")),
        (("One chat", "%(n)s chats"), ("%(n)s chat", "%(n)s chattia")),
    ],
)
def test_a_whole_translation_has_no_problems(said: Any, translated: Any) -> None:
    assert found(said, translated) == []


@pytest.mark.parametrize(
    ("said", "translated"),
    [
        ("%(a)s left", "Lähti"),
        ("%(a)s left", "%(b)s lähti"),
        ("%s left", "%s lähti, %s"),
        ("{n} new", "{m} uutta"),
        ("Take it with <kbd>A</kbd>", "Ota se: <b>A</b>"),
        (" as before", "kuten ennen"),
        (CHATS, ("%(n)s chat", "monta chattia")),
    ],
)
def test_a_translation_keeps_what_is_filled_in_and_how_it_joins(said: Any, translated: Any) -> None:
    first = said if isinstance(said, str) else said[0]

    assert found(said, translated) == [f"other placeholders than its source: {first!r}"]


@pytest.mark.parametrize(("said", "translated"), [("Chat", ""), (CHATS, ("%(n)s chat", ""))])
def test_a_text_without_all_its_forms_is_untranslated(said: Any, translated: Any) -> None:
    first = said if isinstance(said, str) else said[0]

    assert found(said, translated) == [f"untranslated: {first!r}"]


def test_a_guess_is_no_translation() -> None:
    guessed = catalog(("Chat", "Chatti"), fuzzy=True)

    assert problems(guessed, catalog(("Chat", ""))) == ["not checked (fuzzy): 'Chat'"]


def test_texts_that_only_one_side_has_are_named() -> None:
    assert problems(catalog(("Old", "Vanha")), catalog(("New", ""))) == [
        "missing: 'New'",
        "no longer said: 'Old'",
    ]


def test_a_text_that_became_countable_is_translated_anew() -> None:
    counted = catalog((("%(n)s chat", "%(n)s chats"), ""))

    assert problems(catalog(("%(n)s chat", "%(n)s chat")), counted) == [
        "missing: '%(n)s chat'",
        "no longer said: '%(n)s chat'",
    ]
