import pytest
from django.core.management import CommandError

from helpdesk.management.commands.run import allowed_host, wanted_port


def test_the_desk_listens_on_8000_unless_told_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PORT", raising=False)
    assert wanted_port() == 8000

    monkeypatch.setenv("PORT", "8123")
    assert wanted_port() == 8123


@pytest.mark.parametrize("port", ["", "0", "65536", "-1", "80a", "8000 "])
def test_what_is_no_port_is_refused(monkeypatch: pytest.MonkeyPatch, port: str) -> None:
    monkeypatch.setenv("PORT", port)

    with pytest.raises(CommandError, match=f"PORT={port} is no port number"):
        wanted_port()


@pytest.mark.parametrize(
    ("allowed", "host"),
    [
        ([], "127.0.0.1"),
        (["*"], "127.0.0.1"),
        (["localhost", "127.0.0.1"], "127.0.0.1"),
        (["desk.example.org"], "desk.example.org"),
        ([".example.org"], "example.org"),
    ],
)
def test_readiness_is_asked_under_a_name_that_is_allowed(allowed: list[str], host: str) -> None:
    assert allowed_host(allowed) == host
