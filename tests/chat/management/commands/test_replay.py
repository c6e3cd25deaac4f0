"""What the command refuses, in one sentence, before anything starts."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from helpdesk.people.models import User

NOWHERE = "ws://127.0.0.1:9"


def line(identity: str = "a", **turn: Any) -> str:
    said = {"at": "2026-01-31T10:02:03Z", "from": "visitor", "name": "Aino", "text": "Hi", **turn}
    return json.dumps({"id": identity, "turns": [said]}) + "\n"


@pytest.fixture
def recorded(tmp_path: Path) -> Path:
    path = tmp_path / "chats.jsonl"
    path.write_text(line())
    return path


def refusal(*arguments: Any) -> str:
    with pytest.raises(CommandError) as error:
        call_command("replay", *map(str, arguments), stderr=StringIO())
    return str(error.value)


def test_a_missing_file_is_named(db: None, tmp_path: Path) -> None:
    missing = tmp_path / "none.jsonl"

    assert refusal(missing) == f"{missing} cannot be read: No such file or directory."


def test_malformed_lines_are_named_and_nothing_starts(db: None, recorded: Path) -> None:
    recorded.write_text(line() + line("b", text="") + "{}\n")
    told = StringIO()

    with pytest.raises(CommandError, match="2 malformed lines; nothing was started"):
        call_command("replay", str(recorded), "--url", NOWHERE, stderr=told)

    assert told.getvalue().splitlines() == [
        f"{recorded}, line 2: turn 1: `text` is empty, or has nothing that can be seen",
        f"{recorded}, line 3: it has no `id` (a text)",
    ]


def test_a_file_without_conversations_is_refused(db: None, recorded: Path) -> None:
    recorded.write_text("\n\n")

    assert refusal(recorded) == "There is no conversation in these files."


def test_a_desk_that_does_not_answer_is_named_and_no_agent_is_made(
    db: None, recorded: Path
) -> None:
    sentence = refusal(recorded, "--url", NOWHERE)

    assert sentence.startswith("No help desk answers at http://127.0.0.1:9")
    assert User.objects.count() == 0


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--url", "http://127.0.0.1"),
        ("--url", "ws://"),
        ("--concurrency", "0"),
        ("--concurrency", "many"),
        ("--agents", "-1"),
        ("--speed", "0"),
        ("--speed", "fast"),
        ("--speed", "nan"),
        ("--patience", "inf"),
        ("--in-flight", "9"),
    ],
)
def test_an_option_out_of_range_is_named(db: None, recorded: Path, option: str, value: str) -> None:
    assert f"argument {option}: " in refusal(recorded, f"{option}={value}")
