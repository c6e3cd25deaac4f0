from collections.abc import Iterator
from threading import Thread

import psycopg
import pytest
from django.contrib.auth.models import Permission
from django.db import connection

from helpdesk.people.models import Desk, User
from tests.emptying import KEPT, delete_rows
from tests.reports.rows import add_contacts, at

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def other() -> Iterator[psycopg.Connection]:
    """Somebody else who writes."""
    settings = connection.settings_dict
    with psycopg.connect(
        host=settings["HOST"],
        port=settings["PORT"],
        user=settings["USER"],
        password=settings["PASSWORD"],
        dbname=settings["NAME"],
    ) as conn:
        yield conn


def full_tables() -> list[str]:
    with connection.cursor() as cursor:
        names = [name for name in connection.introspection.table_names() if name not in KEPT]
        cursor.execute(" UNION ALL ".join(f"(SELECT '{n}' FROM {n} LIMIT 1)" for n in names))
        return [name for (name,) in cursor.fetchall()]


def test_nothing_is_left_of_a_test_and_no_trigger_writes_that_it_went():
    Desk.objects.create(pk=1)
    User.objects.create_user("anna")
    add_contacts("email", at("2026-03-02 10:00"), 3)
    before = full_tables()

    delete_rows("default")

    assert (len(before) > 2, full_tables()) == (True, [])


def test_what_migrations_fill_stays():
    before = Permission.objects.count()

    delete_rows("default")

    assert (before > 100, Permission.objects.count()) == (True, before)


def test_what_is_about_to_be_committed_goes_too(other: psycopg.Connection):
    other.execute("INSERT INTO auth_group (name) VALUES ('late')")
    emptying = Thread(target=lambda: (delete_rows("default"), connection.close()))
    emptying.start()
    wait_until_it_waits(emptying, other)
    other.commit()
    emptying.join()

    assert full_tables() == []


def wait_until_it_waits(emptying: Thread, other: psycopg.Connection) -> None:
    waiting = "SELECT 1 FROM pg_locks WHERE NOT granted AND relation = 'auth_group'::regclass"
    while emptying.is_alive() and not other.execute(waiting).fetchone():
        pass
