from typing import Any

import pytest
from django.db import connection, transaction

from helpdesk.people.models import Team
from tests.kept_rows import KeptRows, full_tables
from tests.reports.rows import add_contacts, add_team, at

pytestmark = pytest.mark.django_db


def all_rows() -> dict[str, list[Any]]:
    found = {}
    with connection.cursor() as cursor:
        for table in full_tables():
            cursor.execute(f"SELECT t::text FROM {table} t ORDER BY 1")
            found[table] = cursor.fetchall()
    return found


def put_and_undo(kept: KeptRows) -> dict[str, list[Any]]:
    with transaction.atomic():
        kept.put()
        found = all_rows()
        transaction.set_rollback(True)
    return found


def test_rows_and_what_triggers_wrote_of_them_are_the_same_each_time():
    kept = KeptRows(lambda: add_contacts("email", at("2026-03-02 10:00"), 3, team=add_team("it")))

    first, second = put_and_undo(kept), put_and_undo(kept)

    assert second == first
    assert first.keys() == {"tickets_contact", "people_team", "reports_dirtymark"}


def test_triggers_work_again_after_rows_were_put():
    kept = KeptRows(lambda: add_team("it"))
    put_and_undo(kept)
    kept.put()

    add_contacts("email", at("2026-03-02 10:00"))

    assert "reports_dirtymark" in full_tables()


def test_rows_beside_those_of_a_test_are_made_and_not_kept():
    Team.objects.create(name="Second line", slug="second-line")
    kept = KeptRows(lambda: add_team("it"))

    kept.put()

    assert Team.objects.count() == 2
    assert kept.copies == {}
