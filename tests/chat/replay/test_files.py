"""A file is checked line by line before anything starts."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from chat.replay import files
from chat.replay.files import Conversation, Fault, Malformed, Summary, Turn

QUOTES = "it is not JSON (Expecting property name enclosed in double quotes"


def turn(text: Any = "hello", **more: Any) -> dict[str, Any]:
    return {"at": "2026-01-31T10:02:03Z", "from": "visitor", "name": "Aino", "text": text, **more}


def line(*turns: Any, **more: Any) -> str:
    found = {"id": "a", "topic": "t", "language": "fi", "turns": list(turns or [turn()])}
    return json.dumps({**found, **more})


def write(path: Path, *lines: str | bytes) -> Path:
    raw = [one.encode() if isinstance(one, str) else one for one in lines]
    path.write_bytes(b"\n".join(raw) + b"\n")
    return path


def test_a_line_becomes_a_conversation() -> None:
    conversation = files.parse(line(turn(), turn(**{"from": "agent"}), unknown=1), "f, line 1")

    at = datetime(2026, 1, 31, 10, 2, 3, tzinfo=UTC)
    assert conversation == Conversation(
        id="a",
        place="f, line 1",
        language="fi",
        turns=(
            Turn(at, "visitor", "Aino", "hello", "hello"),
            Turn(at, "agent", "Aino", "hello", "hello"),
        ),
    )


def test_what_the_desk_cleans_is_expected_cleaned() -> None:
    (said,) = files.parse(line(turn("131052-308T\r\n\x00")), "").turns

    assert (said.text, said.expected) == ("131052-308T\r\n\x00", "▇▇▇▇▇▇-▇▇▇▇\n")


def test_language_name_and_topic_may_be_missing() -> None:
    spoken = {"at": "2026-01-31T10:02:03", "from": "visitor", "text": "x"}

    conversation = files.parse(json.dumps({"id": "a", "turns": [spoken]}), "")

    assert (conversation.language, conversation.turns[0].name) == ("", "")
    assert conversation.turns[0].at == datetime(2026, 1, 31, 10, 2, 3, tzinfo=UTC)


def test_an_agent_may_speak_first() -> None:
    conversation = files.parse(line(turn(**{"from": "agent"}), turn()), "")

    assert [said.side for said in conversation.turns] == ["agent", "visitor"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{'a'", f"{QUOTES} at character 2)"),
        (f'{{"a": {"1" * 5000}}}', "it is not JSON (a number is too long)"),
        ("[" * 100_000, "it is nested too deeply"),
        ("[1]", "it is not a JSON object"),
        (line(id=None), "it has no `id` (a text)"),
        (line(id=7), "it has no `id` (a text)"),
        (line(id=" "), "it has no `id` (a text)"),
        (line(turns=None), "it has no `turns` (a list)"),
        (line(turns=[]), "it has no `turns` (a list)"),
        (line(language=3), "`language` is not a text"),
        (line(turn(), 3), "turn 2: it is not an object"),
        (line(turn(**{"from": "bot"})), 'turn 1: `from` is neither "visitor" nor "agent"'),
        (line(turn(**{"from": ["agent"]})), 'turn 1: `from` is neither "visitor" nor "agent"'),
        (line(turn(at="soon")), "turn 1: `at` is not a time (such as 2026-01-31T10:02:03Z)"),
        (line(turn(at=5)), "turn 1: `at` is not a time (such as 2026-01-31T10:02:03Z)"),
        (line(turn(name=["x"])), "turn 1: `name` is not a text"),
        (line(turn(None)), "turn 1: it has no `text`"),
        (line(turn("")), "turn 1: `text` is empty, or has nothing that can be seen"),
        (line(turn(" \u200b\x07")), "turn 1: `text` is empty, or has nothing that can be seen"),
        (line(turn("x" * 8001)), "turn 1: `text` has 8,001 characters; 8,000 is the most"),
        (
            line(turn("\x01" * 7000)),
            "turn 1: `text` takes 42,002 bytes; 32,512 is the most in one frame",
        ),
        (
            line(turn("\ud800")),
            "turn 1: `text` has half of a surrogate pair, which is no character",
        ),
        (
            line(turn(**{"from": "agent"})),
            "no turn is from the visitor, so there is no question to open a chat with",
        ),
    ],
)
def test_a_malformed_line_is_named_with_its_reason(text: str, reason: str) -> None:
    with pytest.raises(Malformed) as fault:
        files.parse(text, "")

    assert str(fault.value) == reason


def test_the_longest_text_and_the_widest_characters_fit() -> None:
    conversation = files.parse(line(turn("😀" * 8000), turn('"' * 8000)), "")

    assert [len(said.text) for said in conversation.turns] == [8000, 8000]


def test_all_faults_of_all_files_are_found_before_anything_starts(tmp_path: Path) -> None:
    first = write(tmp_path / "1", b"\xef\xbb\xbf" + line().encode(), "", "{", line(id="b"))
    second = write(tmp_path / "2", b"\xff", line(turn(), turn(), id="c"), line(id="b"))

    summary = files.check([first, second])

    assert summary == Summary(
        conversations=3,
        turns=4,
        faults=(
            Fault(f"{first}, line 3", f"{QUOTES} at character 3)"),
            Fault(f"{second}, line 1", "it is not UTF-8 (byte 1)"),
            Fault(f"{second}, line 3", f"its `id` 'b' was used in {first}, line 4"),
        ),
    )


def test_a_line_without_end_is_not_read_into_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "LONGEST_LINE", 1000)
    path = write(tmp_path / "1", "x" * 5000, line(id="b"))

    assert files.check([path]).faults == (Fault(f"{path}, line 1", "it is longer than 0 MB"),)
    assert files.check([path]).conversations == 1


def test_checked_files_are_read_one_conversation_at_a_time(tmp_path: Path) -> None:
    path = write(tmp_path / "1", line(id="a"), line(id="b"))

    assert [found.id for found in files.read([path])] == ["a", "b"]


def test_a_file_that_changed_after_the_check_is_noticed(tmp_path: Path) -> None:
    path = write(tmp_path / "1", line(id="a"), line(id="a"))

    with pytest.raises(Malformed, match="line 2 changed after it was checked"):
        list(files.read([path]))
