from pathlib import Path

import pytest

from helpdesk.supervisor.place import (
    BASE,
    StartFailed,
    allowed_host,
    place_of_the_environment,
    wanted_port,
)


def test_a_desk_runs_beside_the_program_on_port_8000(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PORT", "VAR_DIR", "ALLOWED_HOSTS"):
        monkeypatch.delenv(name, raising=False)

    place = place_of_the_environment()

    assert (place.var, place.port, place.host) == (BASE / "var", 8000, "127.0.0.1")


def test_the_environment_moves_a_desk(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PORT", "8123")
    monkeypatch.setenv("VAR_DIR", str(tmp_path))
    monkeypatch.setenv("ALLOWED_HOSTS", "desk.example.org")

    place = place_of_the_environment()

    assert (place.var, place.port, place.host) == (tmp_path, 8123, "desk.example.org")


@pytest.mark.parametrize("port", ["", "0", "65536", "-1", "80a", "8000 ", "٨٠٠٠"])
def test_what_is_no_port_is_refused(port: str) -> None:
    with pytest.raises(StartFailed, match=f"PORT={port} is no port number"):
        wanted_port(port)


@pytest.mark.parametrize(
    ("names", "host"),
    [
        ("", "127.0.0.1"),
        ("*", "127.0.0.1"),
        ("desk.example.org,127.0.0.1", "127.0.0.1"),
        ("desk.example.org,example.org", "desk.example.org"),
        (".example.org", "example.org"),
    ],
)
def test_readiness_is_asked_under_a_name_that_is_allowed(names: str, host: str) -> None:
    assert allowed_host(names) == host
