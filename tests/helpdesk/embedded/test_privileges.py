import os
import subprocess
import sys
from pathlib import Path

import pytest

from helpdesk.embedded.privileges import server_account


def run_as_server(folder: Path, code: str, *arguments: str | Path) -> str:
    """What the code prints when it runs as PostgreSQL would over this data folder."""
    command = [sys.executable, "-c", f"import os, sys; print({code})", *arguments]
    account = server_account(folder)
    done = subprocess.run(
        account.command(command) if account else command, stdout=subprocess.PIPE, text=True
    )
    return done.stdout.strip()


@pytest.fixture
def closed(tmp_path: Path) -> Path:
    folder = tmp_path / "closed"
    folder.mkdir(mode=0o700)
    (folder / "program").touch(mode=0o755)
    return folder


def test_the_server_never_runs_as_root(closed: Path) -> None:
    assert run_as_server(closed / "postgres", "os.geteuid() != 0 and os.getuid() != 0") == "True"


def test_the_server_finds_its_programs_in_folders_closed_to_others(closed: Path) -> None:
    code = "os.access(sys.argv[1], os.R_OK | os.X_OK)"

    assert run_as_server(closed / "postgres", code, closed / "program") == "True"


def test_a_folder_keeps_its_owner_whoever_starts_the_program(closed: Path) -> None:
    folder = closed / "postgres"
    folder.mkdir()
    if os.geteuid() == 0:
        os.chown(folder, 12345, 12345)

    assert run_as_server(folder, "os.geteuid()") == str(folder.stat().st_uid)
