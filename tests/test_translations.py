"""Finnish and Swedish are whole: every text, checked, with all that is filled into it."""

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError

from helpdesk.translations import gather, problems, read, render

LANGUAGES = ("fi", "sv")


@pytest.fixture(scope="module")
def sources() -> Catalog:
    return gather(settings.BASE_DIR)


def catalog_path(language: str) -> Path:
    return Path(settings.LOCALE_PATHS[0]) / language / "LC_MESSAGES" / "django.po"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_of_the_program_is_translated(sources: Catalog, language: str) -> None:
    assert problems(read(catalog_path(language)), sources) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalog_is_stored_as_the_command_writes_it(language: str) -> None:
    path = catalog_path(language)

    assert path.read_bytes() == render(read(path))


def test_the_command_says_that_nothing_is_left_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("translations", check=True)

    assert capsys.readouterr().out.endswith(" texts, 0 problems\n")


def test_the_command_fails_on_a_missing_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "LOCALE_PATHS", [tmp_path])

    with pytest.raises(CommandError, match="translate what it lists"):
        call_command("translations", check=True)
    assert list(tmp_path.iterdir()) == []


def test_the_command_writes_catalogs_to_be_filled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sources: Catalog
) -> None:
    monkeypatch.setattr(settings, "LOCALE_PATHS", [tmp_path])

    call_command("translations")

    written = [read(tmp_path / language / "LC_MESSAGES" / "django.po") for language in LANGUAGES]
    assert [len(catalog) for catalog in written] == [len(sources), len(sources)]
