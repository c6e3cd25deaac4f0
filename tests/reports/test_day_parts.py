"""Parts of the day, the same in Python and in SQL."""

import pytest
from django.db import connection

from reports.day_parts import STARTS, hours_of, part_name, part_of, part_sql


@pytest.mark.django_db
def test_the_database_cuts_the_day_at_the_same_hours():
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {part_sql('h')} FROM generate_series(0, 23) h ORDER BY h")
        assert [part for (part,) in cursor.fetchall()] == [part_of(hour) for hour in range(24)]


def test_each_hour_belongs_to_the_part_that_holds_it():
    for hour in range(24):
        first, end = hours_of(part_of(hour))
        assert first <= hour < end


def test_parts_are_called_by_their_hours():
    assert [part_name(part) for part in range(len(STARTS))] == ["00–10", "10–12", "12–14", "14–24"]
