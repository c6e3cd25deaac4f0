"""The page of figures: tables are written anew, what people wrote stays."""

from __future__ import annotations

from pathlib import Path

from tests.bench import page
from tests.bench.figures import Row

FIGURES = {"tickets": [Row("ticket", "0.2")], "daphne": [Row("messages", "4,000")]}


def test_each_part_has_its_table_in_one_order() -> None:
    tables = page.tables(FIGURES)

    titles = [line for line in tables.splitlines() if line.startswith("## ")]
    assert titles == ["## Messages under Daphne", "## From closed chat to ticket"]
    assert "| messages | 4,000 | – | – | – |" in tables.splitlines()


def test_what_was_written_by_hand_stays(tmp_path: Path) -> None:
    path = tmp_path / "benchmarks.md"
    page.write(path, FIGURES, runs=5)
    words = "\n\n## What bounds it\n\nThe interpreter.\n"
    path.write_text(path.read_text() + words)

    page.write(path, {"daphne": [Row("messages", "5,000")]}, runs=5)

    text = path.read_text()
    assert text.endswith(words)
    assert text.count(page.BY_HAND) == 1
    assert ("5,000" in text, "4,000" in text) == (True, False)
