import os
import signal
import socket
from pathlib import Path

import psutil
import psycopg
import pytest

from helpdesk.embedded import default_urls
from tests.journeys.desk import Desk, free_port, running


@pytest.fixture
def var(tmp_path: Path) -> Path:
    return tmp_path / "var"


@pytest.fixture
def port() -> int:
    return free_port()


def kinds(desk: Desk) -> set[str]:
    """What runs, told by the words of the command lines."""
    lines = [command_line(process) for process in desk.processes()]
    words = ("daphne", "worker", "beat", "postgres -D", "valkey-server")
    return {word for word in words if any(word in line for line in lines)}


def child(desk: Desk, word: str) -> psutil.Process:
    children = psutil.Process(desk.process.pid).children()
    return next(one for one in children if word in command_line(one))


def command_line(process: psutil.Process) -> str:
    try:
        return " ".join(process.cmdline())
    except psutil.NoSuchProcess:
        return ""


def test_a_desk_runs_stops_cleanly_and_keeps_its_data(var: Path, port: int) -> None:
    with running(var, port) as desk:
        assert kinds(desk) == {"daphne", "worker", "beat", "postgres -D", "valkey-server"}
        assert (desk.status("/healthz"), desk.status("/readyz")) == (200, 200)
        assert f"http://127.0.0.1:{port}/console/" in desk.output
        with psycopg.connect(default_urls(var)["DATABASE_URL"]) as shell:
            shell.execute("CREATE TABLE kept AS SELECT 42 AS answer")

        assert desk.stop(signal.SIGTERM) == 0
        assert desk.processes() == []
        assert desk.output.endswith("Stopped (SIGTERM).\n")

    with running(var, port) as desk:
        with psycopg.connect(default_urls(var)["DATABASE_URL"]) as shell:
            assert shell.execute("SELECT answer FROM kept").fetchone() == (42,)

        assert desk.stop(signal.SIGINT) == 0
        assert desk.processes() == []


def test_a_second_desk_is_told_so_and_the_first_runs_on(var: Path, port: int) -> None:
    with running(var, port) as first:
        same_folder = Desk(var, free_port())
        assert same_folder.wait() == 1
        assert f"A help desk already runs on {var}" in same_folder.output

        same_port = Desk(var.with_name("other"), port)
        assert same_port.wait() == 1
        assert f"Port {port} of 127.0.0.1 is in use" in same_port.output

        assert first.status("/readyz") == 200
        assert first.stop(signal.SIGHUP) == 0
        assert first.processes() == []


def test_a_child_that_dies_ends_the_desk_by_name(var: Path, port: int) -> None:
    with running(var, port) as desk:
        child(desk, "worker").kill()

        assert desk.wait() == 1
        assert "The process worker ended by itself (signal SIGKILL). The end of" in desk.output
        assert desk.processes() == []


def test_a_killed_supervisor_leaves_nothing_and_starts_again(var: Path, port: int) -> None:
    with running(var, port) as desk:
        desk.process.kill()
        assert psutil.wait_procs(desk.processes(), timeout=15)[1] == []

    with running(var, port) as desk:
        assert desk.status("/readyz") == 200
        assert desk.stop() == 0


def test_stopping_during_the_set_up_is_clean_too(var: Path, port: int) -> None:
    desk = Desk(var, port)
    desk.wait_for("database schema ...")

    assert desk.stop() == 0
    assert desk.processes() == []
    assert "Stopped (SIGTERM)." in desk.output


def test_a_database_that_does_not_answer_is_named(var: Path, port: int) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"postgres://desk:secret@127.0.0.1:{taken.getsockname()[1]}/desk"
        desk = Desk(var, port, DATABASE_URL=url)

        assert desk.wait() == 1
    assert "The database does not answer: connection failed: " in desk.output
    assert "Connection refused" in desk.output
    assert "secret" not in desk.output
    assert desk.processes() == []


def test_servers_of_ones_own_take_the_place_of_the_embedded_ones(var: Path, port: int) -> None:
    names = ("DATABASE_URL", "REDIS_URL", "BROKER_URL")
    with running(var, port, **{name: os.environ[name] for name in names}) as desk:
        assert kinds(desk) == {"daphne", "worker", "beat"}
        assert desk.status("/readyz") == 200
        assert desk.stop() == 0

    assert not (var / "postgres").exists()
    assert not (var / "valkey").exists()


def test_a_damaged_folder_is_named(var: Path, port: int) -> None:
    (var / "postgres").mkdir(parents=True)
    desk = Desk(var, port)

    assert desk.wait() == 1
    assert f"{var / 'postgres'} is no PostgreSQL data folder" in desk.output
    assert "Traceback" not in desk.output


def test_a_port_that_is_none_is_refused(var: Path) -> None:
    desk = Desk(var, 0)

    assert desk.wait() == 1
    assert "PORT=0 is no port number" in desk.output
    assert not (var / "postgres").exists()
