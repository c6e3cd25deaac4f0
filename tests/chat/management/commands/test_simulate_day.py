"""The command that plays a day."""

from __future__ import annotations

import json
from io import StringIO

import pytest
from django.core.management import call_command

pytestmark = pytest.mark.django_db


def played(*arguments: str) -> str:
    out = StringIO()
    call_command("simulate_day", "--chats", "60", *arguments, stdout=out)
    return out.getvalue()


def test_without_real_chats_the_service_times_are_said_to_be_stated() -> None:
    assert played().startswith("Day 1, six agents, 8 to 16. Service times: a stated distribution.")


def test_programs_get_json() -> None:
    figures = json.loads(played("--json", "--seed", "3"))

    assert figures["seed"] == 3
    assert [one["policy"] for one in figures["days"]] == [
        "offers",
        "fewest chats first",
        "free pick",
    ]


def test_the_same_seed_prints_the_same_day() -> None:
    assert played("--seed", "5") == played("--seed", "5")
