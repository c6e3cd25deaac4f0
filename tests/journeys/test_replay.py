"""Recorded conversations over a whole running desk, as an operator replays them."""

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.desk import OF_THE_TEST_RUN, ROOT, Desk, free_port, running

OPEN_AROUND_THE_CLOCK = """
from helpdesk.people.models import ServiceHours
for day in range(7):
    ServiceHours.objects.create(weekday=day, opens="00:00", closes="00:00")
"""
LEFT = """
from chat.models import Chat
from helpdesk.people.models import User
print(Chat.objects.unfinished().count(), User.objects.filter(is_active=True).count())
"""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Any:
    with running(tmp_path_factory.mktemp("replay") / "var", free_port()) as found:
        manage(found, "shell", "--command", OPEN_AROUND_THE_CLOCK)
        yield found


def environment(desk: Desk) -> dict[str, str]:
    own = {name: value for name, value in os.environ.items() if name not in OF_THE_TEST_RUN}
    return own | {"VAR_DIR": str(desk.var), "PORT": str(desk.port), "HASHED_STATIC": "0"}


def manage(desk: Desk, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=environment(desk),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def write(path: Path, *conversations: tuple[tuple[str, str], ...], pause_s: int = 1) -> str:
    lines = []
    for number, said in enumerate(conversations):
        turns = [
            {"at": f"2026-01-31T{n * pause_s // 60:02}:{n * pause_s % 60:02}:00Z", "from": side,
             "name": "Aino", "text": text}
            for n, (side, text) in enumerate(said)
        ]  # fmt: skip
        lines.append(json.dumps({"id": str(number), "language": "fi", "turns": turns}))
    path.write_text("\n".join(lines), encoding="utf-8")
    return str(path)


STRANGE = (
    ("visitor", "  Tunnukseni on 131052-308T \n"),
    ("agent", "<script>alert(1)</script> & \U0001f469‍\U0001f469‍\U0001f467"),
    ("visitor", "a\x00b\r\nc\u202ed"),
    ("visitor", "\U0001f600" * 8000),
    ("visitor", "same"),
    ("agent", "same"),
    ("agent", "same"),
)
AGENT_FIRST = (
    ("agent", "Hei!"),
    ("agent", "Oletko siellä?"),
    ("visitor", "Olen"),
    ("agent", "Hyvä"),
)
ONLY_VISITOR = tuple(("visitor", f"row {n}") for n in range(13))


@pytest.mark.parametrize("in_flight", ["1", "8"])
def test_all_that_is_said_is_shown_and_stored(desk: Desk, tmp_path: Path, in_flight: str) -> None:
    path = write(tmp_path / "chats.jsonl", STRANGE, AGENT_FIRST, ONLY_VISITOR, (("visitor", "?"),))

    done = manage(desk, "replay", path, "--in-flight", in_flight)

    assert (done.returncode, done.stderr.count("Replaying") > 0) == (0, True), done.stderr
    rows = dict(line.rsplit("  ", 1) for line in done.stdout.splitlines())
    counts = {label.strip(): value.strip() for label, value in rows.items()}
    assert {label: counts[label] for label in list(counts)[:14]} == {
        "chats": "4",
        "messages sent": "25",
        "acknowledged": "25",
        "shown on the other side": "25",
        "tickets": "4",
        "lost": "0",
        "twice": "0",
        "out of order": "0",
        "not acknowledged": "0",
        "missing tickets": "0",
        "more than one ticket": "0",
        "transcripts that differ": "0",
        "identity codes stored": "0",
        "chats that failed": "0",
    }
    assert manage(desk, "shell", "--verbosity=0", "--command", LEFT).stdout.split() == ["0", "0"]


def test_a_replay_that_is_stopped_leaves_nobody_behind(desk: Desk, tmp_path: Path) -> None:
    path = write(tmp_path / "chats.jsonl", STRANGE, AGENT_FIRST, pause_s=60)
    replay = subprocess.Popen(
        [sys.executable, "manage.py", "replay", path, "--speed", "1"],
        cwd=ROOT,
        env=environment(desk),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert replay.stderr is not None
    shown = b""
    while not re.search(rb" [1-9]/11 ", shown):
        assert replay.poll() is None, shown
        shown += replay.stderr.read1()  # type: ignore[attr-defined]  # a BufferedReader has it

    replay.send_signal(signal.SIGTERM)
    table, _ = replay.communicate(timeout=60)

    assert replay.returncode == 130
    assert table.splitlines()[0].endswith(b"0 of 2")
    assert manage(desk, "shell", "--verbosity=0", "--command", LEFT).stdout.split() == ["0", "0"]
