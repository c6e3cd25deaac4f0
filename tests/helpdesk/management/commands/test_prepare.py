import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.utils import timezone

from helpdesk.management.commands import prepare
from helpdesk.people.models import User
from reports.models import DayMix, RollupState
from tests.reports.rows import add_contacts


@pytest.mark.django_db
def test_nobody_gets_a_known_login_without_being_asked(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("DEMO_DATA", raising=False)

    call_command("prepare")

    assert not User.objects.exists()
    assert "no demo data, as none was asked for" in capsys.readouterr().out


@pytest.mark.django_db
def test_a_desk_with_people_gets_no_demo_data(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DEMO_DATA", "1")
    User.objects.create_user("anna")

    call_command("prepare")

    assert list(User.objects.values_list("username", flat=True)) == ["anna"]
    assert "demo data" not in capsys.readouterr().out


def timeout() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SHOW statement_timeout")
        return str(cursor.fetchone()[0])


@pytest.mark.django_db
def test_a_migration_may_take_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    limits: list[str] = []
    monkeypatch.setattr(prepare, "call_command", lambda *words, **how: limits.append(timeout()))
    usual = timeout()

    prepare.migrate()

    assert (limits, timeout() == usual != "0") == (["0"], True)


@pytest.mark.django_db
def test_a_lock_that_is_not_got_is_told_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    def wait(*words: str, **how: object) -> None:
        raise OperationalError("canceling statement due to lock timeout\n")

    monkeypatch.setattr(prepare, "call_command", wait)

    with pytest.raises(CommandError, match=r"Run it again: canceling .* due to lock timeout$"):
        prepare.migrate()


@pytest.mark.django_db
def test_a_database_of_an_older_development_version_is_refused_in_words() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE tickets_contact DROP COLUMN end_reason")

    with pytest.raises(CommandError, match="made by an older version"):
        call_command("prepare")


@pytest.mark.django_db
def test_reports_of_a_demo_are_counted_before_the_desk_starts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DEMO_DATA", "1")
    monkeypatch.setattr(prepare, "make_demo_data", lambda: add_contacts("phone", timezone.now(), 3))

    call_command("prepare")

    assert list(DayMix.objects.values_list("channel", "n")) == [("phone", 3)]
    assert RollupState.objects.get().built_at
