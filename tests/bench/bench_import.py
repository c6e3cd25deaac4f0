"""Another system's history: how long it takes, and how much memory.

BENCH_IMPORT_ROWS says how many lines; a million take minutes.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from helpdesk.embedded import hold, start
from tests.bench.exports import MAPPING, write_export
from tests.journeys.desk import OF_THE_TEST_RUN, ROOT

ROWS = int(os.environ.get("BENCH_IMPORT_ROWS", "100000"))
LOOK_S = 0.05


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of an empty desk of its own, with a PostgreSQL that waits for its disk."""
    var = tmp_path / "var"
    var.mkdir()
    with hold(var):
        servers = start(var)
        try:
            given = {name: v for name, v in os.environ.items() if name not in OF_THE_TEST_RUN}
            module = {"DJANGO_SETTINGS_MODULE": "helpdesk.settings", "HASHED_STATIC": "0"}
            env = given | servers.urls | module | {"VAR_DIR": str(var), "DEMO_DATA": "0"}
            manage(env, "migrate", "-v0")
            yield env
        finally:
            servers.stop()
    shutil.rmtree(var, ignore_errors=True)


@pytest.mark.parametrize(("lines", "lines_a_ticket"), [("one", 1), ("many", 5)])
def bench_import(lines: str, lines_a_ticket: int, desk: dict[str, str], tmp_path: Path) -> None:
    """The first import, and the same again, which changes nothing."""
    export, mapping = tmp_path / "export.csv", tmp_path / "mapping.toml"
    write_export(export, rows=ROWS, lines_a_ticket=lines_a_ticket)
    mapping.write_text(f'{MAPPING}lines = "{lines}"\nchannel = "most"\n')
    for name in ("first", "again"):
        took, peak, said = manage(desk, "import_contacts", str(export), "--map", str(mapping))
        print(f"\n{lines}, {name}: {ROWS:,} rows in {took:.0f} s, {peak:.0f} MiB at most")
        print(said)


def manage(env: dict[str, str], *arguments: str) -> tuple[float, float, str]:
    """Seconds, the process's greatest memory in MiB, and what it said."""
    began, peak = time.monotonic(), 0
    command = [sys.executable, "manage.py", *arguments]
    with subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True) as child:
        watched = psutil.Process(child.pid)
        while child.poll() is None:
            peak = max(peak, watched.memory_info().rss)
            time.sleep(LOOK_S)
        assert child.stdout
        said = child.stdout.read()
    assert child.returncode == 0
    return time.monotonic() - began, peak / 2**20, said
