import os
from gettext import GNUTranslations
from pathlib import Path

import pytest

from helpdesk.supervisor.translations import compile_changed

CATALOG = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "Good morning"
msgstr "Hyvää huomenta"

msgid "%(n)s chat"
msgid_plural "%(n)s chats"
msgstr[0] "%(n)s keskustelu"
msgstr[1] "%(n)s keskustelua"

#, fuzzy
msgid "Good night"
msgstr "Hyvää iltaa"
"""


@pytest.fixture
def catalog(tmp_path: Path) -> Path:
    path = tmp_path / "fi" / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True)
    path.write_text(CATALOG, encoding="utf-8")
    return path


def test_a_catalog_becomes_what_gettext_reads(catalog: Path, tmp_path: Path) -> None:
    (binary,) = compile_changed(tmp_path)

    with binary.open("rb") as file:
        texts = GNUTranslations(file)
    assert texts.gettext("Good morning") == "Hyvää huomenta"
    assert texts.ngettext("%(n)s chat", "%(n)s chats", 2) == "%(n)s keskustelua"


def test_a_guess_that_nobody_has_checked_is_left_out(catalog: Path, tmp_path: Path) -> None:
    (binary,) = compile_changed(tmp_path)

    with binary.open("rb") as file:
        assert GNUTranslations(file).gettext("Good night") == "Good night"


def test_a_binary_that_is_newer_stays(catalog: Path, tmp_path: Path) -> None:
    compile_changed(tmp_path)

    assert compile_changed(tmp_path) == []


def test_a_changed_catalog_is_compiled_again(catalog: Path, tmp_path: Path) -> None:
    (binary,) = compile_changed(tmp_path)
    os.utime(binary, (0, 0))

    assert compile_changed(tmp_path) == [binary]
    assert [path.name for path in binary.parent.iterdir() if path != catalog] == ["django.mo"]
