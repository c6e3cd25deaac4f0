import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from helpdesk.supervisor.children import Child, desk_children, obituary


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "web.log"


def child_that(log: Path, module: str, *arguments: str) -> Child:
    child = Child("web", (module, *arguments), ((signal.SIGTERM, 5.0),), log)
    child.start(cwd=log.parent, env={"PYTHONPATH": str(log.parent)})
    return child


def test_web_stops_first_then_the_worker_then_the_beat(tmp_path: Path) -> None:
    assert [child.name for child in desk_children(tmp_path, 8000)] == ["web", "worker", "beat"]


def test_errors_in_a_log_are_shown_once(log: Path) -> None:
    child = Child("web", (), (), log)
    log.write_text("INFO fine\nERROR first\nINFO fine\n")
    first = list(child.trouble())
    with log.open("a") as file:
        file.write("[: ERROR/MainProcess] second\nERROR not yet whole")
    second = list(child.trouble())

    assert first == ["ERROR first"]
    assert second == ["[: ERROR/MainProcess] second"]
    assert list(child.trouble()) == []


def test_errors_of_an_earlier_run_are_not_shown(log: Path) -> None:
    log.write_text("ERROR of yesterday\n")
    child = child_that(log, "this")
    child.stop()

    assert list(child.trouble()) == []


def test_a_big_log_gives_way_to_a_new_one(log: Path) -> None:
    log.write_bytes(b"x" * (10 * 2**20 + 1))
    child_that(log, "this").stop()

    assert log.stat().st_size < 10_000
    assert log.with_suffix(".log.1").stat().st_size == 10 * 2**20 + 1


def test_a_child_that_ignores_the_wish_is_killed_with_its_own_children(log: Path) -> None:
    (log.parent / "deaf.py").write_text(
        "import signal, subprocess, time\n"
        "signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
        "print(subprocess.Popen(['sleep', '300']).pid, flush=True)\n"
        "time.sleep(300)\n"
    )
    child = child_that(log, "deaf")
    while not log.read_text().strip():
        pass
    grandchild = psutil.Process(int(log.read_text()))
    child.stop_signals = ((signal.SIGTERM, 0.1),)

    assert not child.stop()
    assert child.process
    assert child.process.returncode == -signal.SIGKILL
    assert psutil.wait_procs([grandchild], timeout=5)[1] == []


@pytest.mark.parametrize(
    ("code", "how"), [("raise SystemExit(3)", "exit code 3"), ("os.kill(0, 9)", "signal SIGKILL")]
)
def test_an_obituary_tells_who_how_and_the_last_words(log: Path, code: str, how: str) -> None:
    log.write_text("first\nlast\n")
    process = subprocess.Popen([sys.executable, "-c", f"import os; {code}"], start_new_session=True)
    process.wait()

    assert obituary("web", process, log) == (
        f"The process web ended by itself ({how}). The end of {log}:\n    first\n    last"
    )
