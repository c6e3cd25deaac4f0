"""Counting anew while people write: nothing is lost between the two."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import psycopg
import pytest
from django.db import connection, connections
from django.utils import timezone

from reports.actions import build_counts, compare_counts, refresh_counts
from reports.models import DayMix, DirtyMark, RollupState
from tests.reports.rows import add_chats, add_contacts, add_topic, at
from tickets.models import Contact

NOON = at("2026-03-05 12:00")


@pytest.fixture
def other(transactional_db: None) -> Iterator[psycopg.Connection]:
    """A second writer, in the middle of a transaction of its own."""
    with psycopg.connect(**connection.get_connection_params()) as second:
        yield second


def copy_of_a_contact(writer: psycopg.Connection) -> None:
    columns = ", ".join(f.column for f in Contact._meta.concrete_fields if f.column != "id")
    writer.execute(
        f"INSERT INTO tickets_contact ({columns}) SELECT {columns} FROM tickets_contact LIMIT 1"
    )


def kept() -> int:
    return sum(DayMix.objects.filter(figure="contacts").values_list("n", flat=True))


def test_a_contact_that_commits_while_its_day_is_counted_is_counted_next_time(
    other: psycopg.Connection,
):
    add_contacts("phone", NOON)
    build_counts()
    copy_of_a_contact(other)
    refresh_counts()
    assert kept() == 1

    other.commit()
    refresh_counts()

    assert kept() == 2


def test_a_contact_that_commits_while_everything_is_built_is_counted_next_time(
    other: psycopg.Connection,
):
    add_contacts("phone", NOON)
    copy_of_a_contact(other)
    build_counts()

    other.commit()
    refresh_counts()

    assert kept() == 2


def write(_number: int) -> None:
    try:
        add_contacts("chat", NOON)
    finally:
        connections.close_all()


def refresh(_number: int) -> None:
    try:
        refresh_counts()
    finally:
        connections.close_all()


@pytest.mark.django_db(transaction=True)
def test_twenty_writers_and_two_refreshes_at_once_lose_nothing():
    build_counts()

    with ThreadPoolExecutor(6) as pool:
        work = [pool.submit(write if n % 4 else refresh, n) for n in range(27)]
        for each in work:
            each.result()
    refresh_counts()

    assert (kept(), DirtyMark.objects.count()) == (20, 0)


@pytest.mark.django_db
def test_only_marked_days_are_counted_anew():
    add_contacts("phone", NOON)
    build_counts()
    add_contacts("phone", at("2026-03-07 00:00"))

    assert refresh_counts() == [date(2026, 3, 7)]
    assert refresh_counts() == []


@pytest.mark.django_db
def test_a_difference_between_counts_and_facts_is_found_shown_and_mended():
    add_contacts("phone", timezone.now(), 2)
    build_counts()
    DayMix.objects.update(n=5)

    differences = compare_counts()
    refresh_counts()

    assert differences == 2
    assert RollupState.objects.get().differences == 2
    assert kept() == 2
    assert compare_counts() == 0


@pytest.mark.django_db
def test_true_counts_have_no_difference():
    add_contacts("phone", timezone.now(), 2)
    build_counts()

    assert compare_counts() == 0


@pytest.mark.django_db
def test_parts_of_seconds_make_no_difference_however_contacts_are_divided():
    for number in range(3):
        add_chats(timezone.now(), 1, reply_after=1.4, topic=add_topic(f"topic-{number}"))

    build_counts()

    assert compare_counts() == 0
    assert DayMix.objects.get(figure="contacts").waited_s == 3
