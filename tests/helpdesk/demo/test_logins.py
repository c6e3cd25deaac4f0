from collections import Counter

import pytest

from helpdesk.demo.logins import logins


def test_there_are_six_agents_and_one_of_each_above_them() -> None:
    assert Counter(login.role for login in logins()) == {
        "agent": 6,
        "supervisor": 1,
        "manager": 1,
        "admin": 1,
    }


def test_a_password_can_be_read_off_the_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DEMO_PASSWORD", raising=False)

    assert logins()[0][:2] == ("anna", "demo-anna")


def test_one_password_of_ones_own_takes_the_place_of_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEMO_PASSWORD", "Rauma-1442")

    assert {login.password for login in logins()} == {"Rauma-1442"}
