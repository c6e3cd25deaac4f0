import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import psycopg
import pytest
import redis

from helpdesk.embedded import EmbeddedError, Servers, hold, start

OWNER = """
import pathlib, sys, time
from helpdesk.embedded import hold, start
var = pathlib.Path(sys.argv[1])
with hold(var):
    start(var)
    print("ready", flush=True)
    time.sleep(300)
"""


@pytest.fixture
def var(tmp_path: Path) -> Path:
    """A long path with a space and letters beyond ASCII, as home folders have."""
    return tmp_path / "työpöytä kansio" / ("x" * 120)


@pytest.fixture
def servers(var: Path) -> Iterator[Servers]:
    with hold(var):
        running = start(var)
        yield running
        running.stop()


def query(urls: dict[str, str], statement: str) -> Any:
    with psycopg.connect(urls["DATABASE_URL"]) as connection:
        cursor = connection.execute(statement)
        return cursor.fetchone()[0] if cursor.description else None


def pids(servers: Servers) -> list[int]:
    return [server.process.pid for server in servers.running if server.process]


def wait_until_gone(numbers: list[int]) -> list[psutil.Process]:
    processes = [psutil.Process(number) for number in numbers if psutil.pid_exists(number)]
    return psutil.wait_procs(processes, timeout=10)[1]


def test_postgresql_18_with_unicode_and_durable_writes_answers(servers: Servers) -> None:
    assert query(servers.urls, "SHOW server_version").split(".")[0] == "18"
    assert query(servers.urls, "SHOW fsync") == "on"
    assert query(servers.urls, "SELECT upper('åäö')") == "ÅÄÖ"


def test_valkey_logs_what_the_broker_holds_and_evicts_nothing(servers: Servers) -> None:
    with redis.Redis.from_url(servers.urls["BROKER_URL"], decode_responses=True) as broker:
        assert broker.config_get("appendonly") == {"appendonly": "yes"}
        assert broker.config_get("maxmemory-policy") == {"maxmemory-policy": "noeviction"}


def test_nobody_gets_in_without_the_password(servers: Servers) -> None:
    database, broker = (servers.urls[name] for name in ("DATABASE_URL", "BROKER_URL"))
    password = database.split(":")[2].split("@")[0]

    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(database.replace(password, "wrong"))
    with pytest.raises(redis.AuthenticationError):
        redis.Redis.from_url(broker.replace(password, "wrong")).ping()


def test_both_listen_on_this_machine_only(servers: Servers) -> None:
    addresses = {
        link.laddr.ip
        for number in pids(servers)
        for link in psutil.Process(number).net_connections()
        if link.status == psutil.CONN_LISTEN
    }
    assert addresses == {"127.0.0.1"}


def test_data_is_there_after_a_restart(var: Path) -> None:
    with hold(var):
        first = start(var)
        query(first.urls, "CREATE TABLE kept AS SELECT 42 AS answer")
        redis.Redis.from_url(first.urls["BROKER_URL"]).set("kept", "42")
        first.stop()
        again = start(var)
        answers = (
            query(again.urls, "SELECT answer FROM kept"),
            redis.Redis.from_url(again.urls["BROKER_URL"]).get("kept"),
        )
        again.stop()

    assert again.urls == first.urls
    assert answers == (42, b"42")


def test_committed_data_survives_kill_9_of_both_servers(var: Path) -> None:
    with hold(var):
        first = start(var)
        query(first.urls, "CREATE TABLE kept AS SELECT 42 AS answer")
        for number in pids(first):
            os.kill(number, signal.SIGKILL)
        first.stop()
        again = start(var)
        answer = query(again.urls, "SELECT answer FROM kept")
        again.stop()

    assert answer == 42


def test_a_mark_whose_number_belongs_to_another_program_is_no_hindrance(var: Path) -> None:
    with hold(var):
        start(var).stop()
        (var / "postgres" / "postmaster.pid").write_text(f"{os.getpid()}\n{var / 'postgres'}\n")
        (var / "valkey" / "valkey.pid").write_text(f"{os.getpid()}\n")
        again = start(var)
        answer = query(again.urls, "SELECT 1")
        again.stop()

    assert answer == 1


def test_servers_die_with_their_owner_and_start_again(var: Path) -> None:
    owner = subprocess.Popen([sys.executable, "-c", OWNER, var], stdout=subprocess.PIPE)
    assert owner.stdout
    assert owner.stdout.readline() == b"ready\n"
    numbers = [child.pid for child in psutil.Process(owner.pid).children(recursive=True)]
    owner.kill()
    owner.wait()

    with hold(var):
        again = start(var)
        answer = query(again.urls, "SELECT 1")
        again.stop()

    assert answer == 1
    assert wait_until_gone(numbers) == []


def test_a_second_holder_is_told_who_is_the_first(servers: Servers, var: Path) -> None:
    with pytest.raises(EmbeddedError, match=f"already runs on {var} .process {os.getpid()}."):
        hold(var).__enter__()
    assert query(servers.urls, "SELECT 1") == 1


def test_a_folder_of_another_version_is_refused(var: Path) -> None:
    (var / "postgres").mkdir(parents=True)
    (var / "postgres" / "PG_VERSION").write_text("17\n")

    with hold(var), pytest.raises(EmbeddedError, match="was made by PostgreSQL 17, this program"):
        start(var)


def test_a_folder_that_is_no_data_folder_is_refused(var: Path) -> None:
    (var / "postgres").mkdir(parents=True)

    with hold(var), pytest.raises(EmbeddedError, match="is no PostgreSQL data folder"):
        start(var)


def test_damaged_data_is_named_in_the_servers_own_words(var: Path) -> None:
    with hold(var):
        start(var).stop()
        (var / "postgres" / "global" / "pg_control").write_bytes(b"")
        with pytest.raises(EmbeddedError, match=r"^PostgreSQL did not start: .*pg_control"):
            start(var)


def test_a_damaged_broker_log_is_named_in_the_servers_own_words(var: Path) -> None:
    with hold(var):
        start(var).stop()
        for part in (var / "valkey" / "appendonlydir").glob("*.manifest"):
            part.write_text("nonsense\n")
        with pytest.raises(EmbeddedError, match=r"^Valkey did not start: .+"):
            start(var)


def test_a_lost_password_is_named(var: Path) -> None:
    with hold(var):
        start(var).stop()
        (var / "servers.json").unlink()
        with pytest.raises(EmbeddedError, match=r"servers\.json does not hold the password"):
            start(var)


def test_no_server_is_left_when_the_start_fails(var: Path) -> None:
    before = psutil.Process().children()
    with hold(var):
        start(var).stop()
        (var / "servers.json").unlink()
        with pytest.raises(EmbeddedError):
            start(var)

    assert psutil.Process().children() == before


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(EmbeddedError, match="file/var cannot be used: Not a directory"):
        hold(tmp_path / "file" / "var").__enter__()


def test_a_full_disk_is_named(var: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage("/")._replace(free=5 * 2**20)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage)

    with pytest.raises(EmbeddedError, match="Only 5 MB are free on the disk of"):
        hold(var).__enter__()


def test_a_start_can_be_given_up(var: Path) -> None:
    def give_up(seconds: float) -> None:
        raise KeyboardInterrupt

    before = psutil.Process().children()
    with hold(var), pytest.raises(KeyboardInterrupt):
        start(var, pause=give_up)

    assert list(var.glob("postgres*")) == []
    assert psutil.Process().children() == before


def test_only_what_is_wanted_starts(var: Path) -> None:
    with hold(var):
        servers = start(var, postgres=False)
        names = [server.name for server in servers.running]
        servers.stop()

    assert names == ["Valkey"]
