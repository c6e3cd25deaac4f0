import json
import socket
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from helpdesk.embedded import EmbeddedError, default_urls, secret_key
from helpdesk.embedded.addresses import free_addresses, remembered


def listen_on(port: int) -> socket.socket:
    listener = socket.socket()
    listener.bind(("127.0.0.1", port))
    listener.listen()
    return listener


def test_a_folder_keeps_its_addresses(tmp_path: Path) -> None:
    first = default_urls(tmp_path)

    assert default_urls(tmp_path) == first
    assert set(first) == {"DATABASE_URL", "REDIS_URL", "BROKER_URL"}


def test_realtime_and_broker_use_two_databases_of_one_server(tmp_path: Path) -> None:
    urls = default_urls(tmp_path)

    assert urls["REDIS_URL"].removesuffix("/0") == urls["BROKER_URL"].removesuffix("/1")


def test_two_folders_have_different_passwords(tmp_path: Path) -> None:
    assert remembered(tmp_path / "a").password != remembered(tmp_path / "b").password


@pytest.mark.parametrize("name", ["servers.json", "secret-key"])
def test_only_the_owner_may_read_the_secrets(tmp_path: Path, name: str) -> None:
    default_urls(tmp_path)
    secret_key(tmp_path)

    assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600


def test_a_folder_keeps_its_secret_key(tmp_path: Path) -> None:
    first = secret_key(tmp_path)

    assert secret_key(tmp_path) == first
    assert len(first) >= 50


def test_processes_that_ask_at_once_get_the_same_addresses(tmp_path: Path) -> None:
    ask = (
        "import sys, pathlib; from helpdesk.embedded import default_urls;"
        "print(default_urls(pathlib.Path(sys.argv[1]))['DATABASE_URL'])"
    )
    processes = [
        subprocess.Popen([sys.executable, "-c", ask, tmp_path], stdout=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    answers = {process.communicate()[0] for process in processes}

    assert len(answers) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["servers.json"]


def test_settings_load_where_nothing_can_be_remembered(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    assert default_urls(tmp_path / "file" / "var")["REDIS_URL"].endswith("/0")


def test_starting_where_nothing_can_be_remembered_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(EmbeddedError, match=r"servers\.json cannot be used: Not a directory\."):
        remembered(tmp_path / "file" / "var")


def test_a_damaged_memory_is_named(tmp_path: Path) -> None:
    (tmp_path / "servers.json").write_text("{")

    with pytest.raises(EmbeddedError, match=r"servers\.json is damaged: restore the file\."):
        remembered(tmp_path)


def test_free_ports_stay(tmp_path: Path) -> None:
    assert free_addresses(tmp_path) == remembered(tmp_path)


def test_a_port_taken_by_another_program_is_replaced_for_all(tmp_path: Path) -> None:
    old = remembered(tmp_path)

    with listen_on(old.postgres_port):
        new = free_addresses(tmp_path)

    assert new.postgres_port != old.postgres_port
    assert (new.valkey_port, new.password) == (old.valkey_port, old.password)
    assert json.loads((tmp_path / "servers.json").read_text())["postgres_port"] == new.postgres_port
