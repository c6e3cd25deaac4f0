"""Kept counts and facts say the same, whatever was written in which order."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpdesk.people.models import Desk
from reports.actions import build_counts, refresh_counts
from reports.periods import Period
from reports.rollup.reading import Wish, add_up, total
from reports.rollup.tables import COUNTS, HOURS, MIX, QUARTERS, WAITS
from tests.reports.rows import HELSINKI, add_chats, add_contacts, add_requests, at
from tickets.models import Contact

pytestmark = pytest.mark.django_db

MARCH = Period(date(2026, 3, 1), date(2026, 3, 31))
MOMENTS = st.builds(
    lambda hours, minutes: (
        datetime(2026, 3, 26, tzinfo=UTC) + timedelta(hours=hours, minutes=minutes)
    ),
    st.integers(0, 100),
    st.integers(0, 59),
)
CHANGES = st.one_of(
    st.tuples(st.just("add"), MOMENTS, st.sampled_from(["phone", "chat", "email"])),
    st.tuples(st.just("move"), MOMENTS, st.integers(0, 9)),
    st.tuples(st.just("relabel"), st.sampled_from(["phone", "web"]), st.integers(0, 9)),
    st.tuples(st.just("delete"), st.none(), st.integers(0, 9)),
    st.tuples(st.just("refresh"), st.none(), st.none()),
)


def by_day() -> Counter[tuple[date, str]]:
    rows = add_up(MIX["contacts"], MARCH, Wish((total("n"),), by=("day", "channel")), zone=HELSINKI)
    return Counter({(day, channel): n for day, channel, n in rows})


def of_the_facts() -> Counter[tuple[date, str]]:
    return Counter(
        (started.astimezone(HELSINKI).date(), channel)
        for started, channel in Contact.objects.values_list("started_at", "channel")
    )


def carry_out(change: tuple[str, Any, Any]) -> None:
    kind, what, which = change
    if kind == "add":
        add_contacts(which, what)
        return
    if kind == "refresh":
        refresh_counts()
        return
    ids = list(Contact.objects.order_by("pk").values_list("pk", flat=True))
    if ids:
        one = Contact.objects.filter(pk=ids[which % len(ids)])
        {
            "move": lambda: one.update(started_at=what),
            "relabel": lambda: one.update(channel=what),
            "delete": one.delete,
        }[kind]()


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(CHANGES, max_size=12))
def test_counts_are_true_after_any_changes_and_refreshes(changes: list[tuple[str, Any, Any]]):
    Contact.objects.all().delete()
    build_counts()

    for change in changes:
        carry_out(change)

        assert by_day() == of_the_facts()


def test_before_anything_was_built_the_facts_are_counted():
    add_contacts("phone", at("2026-03-29 12:00"), 3)

    assert by_day() == {(date(2026, 3, 29), "phone"): 3}


def test_a_zone_that_changes_makes_all_kept_counts_void_until_they_are_built_anew():
    desk = Desk.objects.create(pk=1)
    add_contacts("phone", at("2026-03-29 23:30"))
    build_counts()
    Desk.objects.update(time_zone="Asia/Kathmandu")
    desk.refresh_from_db()

    wish = Wish((total("n"),), by=("day",))
    facts = add_up(MIX["contacts"], MARCH, wish, zone=desk.zone)
    refresh_counts()
    kept = add_up(MIX["contacts"], MARCH, wish, zone=desk.zone)

    assert facts == kept == [(date(2026, 3, 30), 1)]


@pytest.mark.django_db(transaction=True)
def test_emptied_tables_are_not_counted_any_more():
    add_contacts("phone", at("2026-03-29 12:00"), 3)
    build_counts()

    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE tickets_contact CASCADE")

    assert by_day() == {}


def test_contacts_that_do_not_count_are_left_out_once_they_are_marked():
    add_contacts("email", at("2026-03-05 12:00"), 2)
    build_counts()
    Contact.objects.filter(pk=Contact.objects.order_by("pk")[0].pk).update(is_counted=False)

    assert by_day() == {(date(2026, 3, 5), "email"): 1}


def test_sums_of_chats_hold_waits_ratings_and_what_chat_replaced():
    add_chats(at("2026-03-05 12:00"), 2, reply_after=10, satisfaction=5, alternative="phone")
    add_chats(at("2026-03-05 12:00"), 1, reply_after=60, satisfaction=3)
    add_chats(at("2026-03-05 12:00"), 1, reply_after=None, outcome="missed")
    names = ("n", "answered", "within_10", "within_60", "missed", "rated", "satisfied")
    names += ("without_phone", "without_none", "over", "waited_s", "lasted_s")
    wish = Wish([total(name) for name in names])

    read = [add_up(COUNTS["contacts"], MARCH, wish, zone=HELSINKI)]
    build_counts()
    read.append(add_up(COUNTS["contacts"], MARCH, wish, zone=HELSINKI))

    assert read == [[(4, 3, 2, 3, 1, 3, 2, 2, 0, 4, 80, 2400)]] * 2


def test_requests_are_counted_by_the_channel_of_their_first_contact():
    add_requests("phone", at("2026-03-05 12:00"), 2)
    add_requests(
        "chat", at("2026-03-06 12:00"), 1, status="solved", solved_at=at("2026-03-07 12:00")
    )
    build_counts()

    found = add_up(
        COUNTS["requests"],
        MARCH,
        Wish((total("n"), total("solved")), by=("channel",)),
        zone=HELSINKI,
    )

    assert found == [("chat", 1, 1), ("phone", 2, 0)]


def test_the_hour_that_comes_twice_when_clocks_go_back_counts_twice():
    first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    add_contacts("chat", first)
    add_contacts("chat", first + timedelta(hours=1))
    october = Period(date(2026, 10, 25), date(2026, 10, 25))
    build_counts()

    hours = add_up(HOURS, october, Wish((total("n"),), by=("hour",)), zone=HELSINKI)
    quarters = add_up(QUARTERS, october, Wish((total("n"),), by=("at",)), zone=HELSINKI)

    assert hours == [(3, 2)]
    assert quarters == [(first, 1), (first + timedelta(hours=1), 1)]


@pytest.mark.parametrize(
    ("seconds", "upto"), [(5, 5), (5.5, 10), (10, 10), (3600, 3600), (3601, 0)]
)
def test_a_wait_falls_under_the_edge_that_it_does_not_pass(seconds: float, upto: int):
    add_chats(at("2026-03-05 12:00"), 1, reply_after=seconds)

    found = add_up(WAITS, MARCH, Wish((total("n"),), by=("upto",)), zone=HELSINKI)

    assert found == [(upto, 1)]
