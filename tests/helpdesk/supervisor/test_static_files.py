from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from helpdesk.supervisor.static_files import collect_if_changed


@pytest.fixture
def source(tmp_path: Path, settings: Settings) -> Path:
    path = tmp_path / "static" / "page.css"
    path.parent.mkdir()
    path.write_text("body {}")
    settings.STATICFILES_DIRS = [path.parent]
    settings.STATIC_ROOT = tmp_path / "collected"
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "helpdesk.security.HashedStaticFiles"},
    }
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    return path


def test_files_are_collected_under_names_of_their_content(source: Path, tmp_path: Path) -> None:
    assert collect_if_changed(tmp_path / "mark")

    names = sorted(path.suffix for path in (tmp_path / "collected").glob("page.*"))
    assert names == [".css", ".css"]


def test_nothing_is_done_when_nothing_has_changed(source: Path, tmp_path: Path) -> None:
    collect_if_changed(tmp_path / "mark")

    assert not collect_if_changed(tmp_path / "mark")


def test_a_changed_file_is_collected(source: Path, tmp_path: Path) -> None:
    collect_if_changed(tmp_path / "mark")
    source.write_text("body { margin: 0 }")

    assert collect_if_changed(tmp_path / "mark")
    assert (tmp_path / "collected" / "page.css").read_text() == "body { margin: 0 }"
