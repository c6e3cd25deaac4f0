from datetime import date
from functools import partial

import pytest
import time_machine
from django.core.management import CommandError, call_command
from pytest_django.fixtures import Settings

from helpdesk.demo.clock import midnight
from helpdesk.demo.seed import Wish
from helpdesk.management.commands import seed_demo
from helpdesk.people.models import ServiceHours, User
from tickets.models import Contact


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    """A demo that is made in a moment."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    monkeypatch.setattr(seed_demo, "Wish", partial(Wish, contacts_a_month=100))


@pytest.mark.django_db
# It is Wednesday the 25th at the desk already.
@time_machine.travel("2026-11-24T22:30:00Z")
def test_the_story_ends_with_yesterday_at_the_desk() -> None:
    call_command("seed_demo")

    last = Contact.objects.latest("started_at").started_at
    assert midnight(date(2026, 11, 24)) <= last < midnight(date(2026, 11, 25))


@pytest.mark.django_db
def test_whoever_makes_a_demo_is_told_its_steps_and_logins(
    capsys: pytest.CaptureFixture[str],
) -> None:
    call_command("seed_demo")

    lines = capsys.readouterr().out.splitlines()
    assert [line.split(" ...")[0] for line in lines if " ..." in line] == [
        "  desk, people, topics and instructions",
        "  two years of contacts and tickets",
        "  what was said, and the history",
        "  the latest chats",
        "  checks, numbers and statistics",
    ]
    assert "  supervisor  sari    demo-sari" in lines


@pytest.mark.django_db
def test_the_logins_work() -> None:
    call_command("seed_demo")

    assert User.objects.get(username="anna").check_password("demo-anna")


@pytest.mark.django_db
def test_a_second_time_is_refused_in_one_sentence() -> None:
    call_command("seed_demo")

    with pytest.raises(CommandError) as refusal:
        call_command("seed_demo")

    assert str(refusal.value) == (
        "This database is in use (it has staff):"
        " the demo goes only into an empty one, and nothing was changed."
    )


@pytest.mark.django_db
@pytest.mark.parametrize(("hours", "days"), [("always", 7), ("office", 5)])
def test_the_hours_can_be_chosen(hours: str, days: int) -> None:
    call_command("seed_demo", hours=hours)

    assert ServiceHours.objects.filter(team=None).count() == days
