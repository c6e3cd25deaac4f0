from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from helpdesk.translations import merge, read, render


@pytest.fixture
def sources() -> Catalog:
    said = Catalog(charset="utf-8")
    said.add("Good morning", locations=[("chat/desk.py", 0)])
    said.add(("%(n)s chat", "%(n)s chats"), locations=[("templates/chat.html", 0)])
    said.add("Close", locations=[("templates/chat.html", 0)], context="a chat")
    return said


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "fi" / "LC_MESSAGES" / "django.po"


def test_new_texts_wait_for_their_translation(sources: Catalog, path: Path) -> None:
    merged = merge(read(path), sources)

    assert [(m.context, m.id, m.string) for m in merged if m.id] == [
        (None, "Good morning", ""),
        (None, ("%(n)s chat", "%(n)s chats"), ("", "")),
        ("a chat", "Close", ""),
    ]


def test_translations_stay_and_texts_no_longer_said_go(sources: Catalog, path: Path) -> None:
    known = Catalog(locale="fi", charset="utf-8")
    known.add("Good morning", "Huomenta")
    known.add("Good night", "Hyvää yötä")
    known.add("Close", "Päätä", context="a chat")
    known.add("Close", "Sulje")

    merged = merge(known, sources)

    assert [(m.context, m.string) for m in merged if m.id] == [
        (None, "Huomenta"),
        (None, ("", "")),
        ("a chat", "Päätä"),
    ]


def test_a_text_that_looks_like_another_gets_no_guessed_translation(sources: Catalog) -> None:
    known = Catalog(locale="fi", charset="utf-8")
    known.add("Good mornings", "Huomenet")

    found = merge(known, sources).get("Good morning")

    assert found is not None
    assert (found.string, found.fuzzy) == ("", False)


def test_the_same_texts_make_the_same_file(sources: Catalog, path: Path) -> None:
    path.parent.mkdir(parents=True)
    path.write_bytes(first := render(merge(read(path), sources)))

    assert render(merge(read(path), sources)) == first
    assert first.decode() == (
        'msgid ""\n'
        'msgstr ""\n'
        '"Language: fi\\n"\n'
        '"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=UTF-8\\n"\n'
        '"Content-Transfer-Encoding: 8bit\\n"\n'
        '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n'
        "\n"
        "#: chat/desk.py\n"
        'msgid "Good morning"\n'
        'msgstr ""\n'
        "\n"
        "#: templates/chat.html\n"
        "#, python-format\n"
        'msgid "%(n)s chat"\n'
        'msgid_plural "%(n)s chats"\n'
        'msgstr[0] ""\n'
        'msgstr[1] ""\n'
        "\n"
        "#: templates/chat.html\n"
        'msgctxt "a chat"\n'
        'msgid "Close"\n'
        'msgstr ""\n'
        "\n"
    )
