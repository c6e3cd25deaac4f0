"""Rows of files, also of files that are cut anywhere."""

from __future__ import annotations

import io
import json
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from tests.tickets.importing.mappings import usual, write
from tickets.importing.jsons import CHUNK, array
from tickets.importing.reading import LONGEST_LINE, opened

HEAD = "number,opened,via\n"
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


def test_a_row_knows_the_line_that_it_began_on(tmp_path: Path) -> None:
    content = f'{HEAD}1,"two\nlines",chat\n\n2,x,chat\n'

    with opened(write(tmp_path, "a.csv", content), usual()) as source:
        assert [row.line for row in source.rows()] == [2, 5]


def test_reading_goes_on_after_a_line_without_end(tmp_path: Path) -> None:
    content = f"{HEAD}{'x' * (3 * LONGEST_LINE)}\n2,x,chat\n"

    with opened(write(tmp_path, "a.csv", content), usual()) as source:
        assert [(row.line, bool(row.fault)) for row in source.rows()] == [(2, True), (3, False)]


def test_columns_may_be_named_by_the_mapping(tmp_path: Path) -> None:
    mapping = usual(file='columns = ["number", "opened", "via"]\ndelimiter = ";"')

    with opened(write(tmp_path, "a.csv", "1;x;chat\n"), mapping) as source:
        assert [(row.line, row.cells["via"]) for row in source.rows()] == [(1, "chat")]


def test_broken_lines_of_json_are_told_apart(tmp_path: Path) -> None:
    good = '{"number": 1, "opened": 1.50, "via": true}'
    content = f"{good}\n[1]\n{{\n{'[' * 100_000}\n\n{good}"

    with opened(write(tmp_path, "a.jsonl", content), usual()) as source:
        rows = list(source.rows())

    assert [(row.line, row.fault) for row in rows] == [
        (1, ""),
        *((line, "is no JSON object") for line in (2, 3, 4)),
        (6, ""),
    ]
    assert rows[0].cells == {"number": "1", "opened": "1.50", "via": "true"}


@given(st.lists(st.dictionaries(TEXTS, TEXTS, max_size=3), max_size=8), st.sampled_from([None, 1]))
def test_an_array_is_read_as_it_was_written(objects: list[dict[str, str]], indent: int) -> None:
    text = json.dumps(objects, indent=indent, ensure_ascii=False)

    assert [cells for _line, cells, _fault in array(io.StringIO(text))] == objects


def test_objects_may_lie_across_the_chunks_that_are_read() -> None:
    objects = [{"a": "x" * size} for size in (CHUNK - 20, 3, CHUNK, 2 * CHUNK, 5)]

    found = list(array(io.StringIO(json.dumps(objects, indent=1))))

    assert [cells for _line, cells, _fault in found] == objects
    assert [line for line, _cells, _fault in found] == [2, 5, 8, 11, 14]
