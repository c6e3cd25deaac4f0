"""Another time for changes of channel holds for what was recorded before it was set."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from helpdesk.people.models import Desk, Requester
from reports.actions import build_counts, refresh_counts
from reports.models import DayCount
from tests.tickets.at_once import at_once
from tickets.actions import attach_contact, open_ticket, record_contact, relink_contacts
from tickets.models import Contact, Relinking

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 5, 10, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clean_slate(desk: Desk) -> None:
    """Nothing was owed before: 72 hours, and everybody is linked by them."""
    relink_contacts()


def add_person(hours: int) -> Contact:
    """A chat, and so many hours later a call about the same ticket; returns the call."""
    person = Requester.objects.create(name="Aino Kallio")
    chat = record_contact(channel="chat", requester=person, started_at=NOON)
    ticket = open_ticket(chat, subject="Wi-Fi")
    later = NOON + timedelta(hours=hours)
    call = record_contact(channel="phone", requester=person, started_at=later)
    attach_contact(call, ticket=ticket)
    return call


def set_hours(hours: int) -> None:
    Desk.objects.update(hop_hours=hours)


def hops() -> list[str]:
    return list(
        Contact.objects.filter(channel="phone").order_by("pk").values_list("hopped_from", flat=True)
    )


def limit(monkeypatch: pytest.MonkeyPatch, people: int) -> None:
    """So many people are a batch."""
    monkeypatch.setitem(relink_contacts.__globals__, "BATCH", people)


def test_fewer_hours_undo_changes_of_channel_and_more_find_them_again() -> None:
    add_person(hours=10)
    add_person(hours=50)
    assert hops() == ["chat", "chat"]

    set_hours(24)
    fewer = relink_contacts()
    after_fewer = hops()
    set_hours(60)

    assert (fewer, after_fewer) == (1, ["chat", ""])
    assert relink_contacts() == 1
    assert hops() == ["chat", "chat"]


def test_where_nothing_changed_nothing_is_done(django_assert_num_queries: Any) -> None:
    add_person(hours=10)

    # savepoint, desk, how far it is, the same held, savepoint
    with django_assert_num_queries(5):
        assert relink_contacts() == 0


def test_a_run_that_is_out_of_time_leaves_the_rest_to_the_next(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    limit(monkeypatch, 1)
    for _ in range(3):
        add_person(hours=10)
    set_hours(1)

    first = relink_contacts(patience_s=-1)

    assert (first, hops()) == (1, ["", "chat", "chat"])
    assert relink_contacts() == 2
    assert hops() == ["", "", ""]


def test_hours_that_change_meanwhile_begin_it_again(monkeypatch: pytest.MonkeyPatch) -> None:
    limit(monkeypatch, 1)
    for _ in range(3):
        add_person(hours=10)
    set_hours(1)
    relink_contacts(patience_s=-1)
    set_hours(24)

    relink_contacts()

    assert hops() == ["chat", "chat", "chat"]
    state = Relinking.objects.get()
    assert (state.hop_hours, state.next_person) == (24, None)


def test_a_desk_that_comes_from_an_older_version_is_gone_through_once() -> None:
    add_person(hours=10)
    Contact.objects.update(hopped_from="")
    Relinking.objects.all().delete()

    assert relink_contacts() == 1
    assert hops() == ["chat"]


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_and_a_call_that_comes_in_leave_all_as_it_should_be(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    limit(monkeypatch, 1)
    calls = [add_person(hours=10) for _ in range(4)]
    set_hours(1)
    ticket, person = calls[3].ticket, calls[3].requester
    assert ticket is not None

    def call_again() -> None:
        again = record_contact(
            channel="email", requester=person, started_at=NOON + timedelta(hours=10.5)
        )
        attach_contact(again, ticket=ticket)

    results = at_once(relink_contacts, relink_contacts, call_again)
    relink_contacts()

    assert [each for each in results if isinstance(each, Exception)] == []
    assert hops() == ["", "", "", ""]
    assert Contact.objects.get(channel="email").hopped_from == "phone"


def test_reports_follow_at_their_next_count() -> None:
    add_person(hours=10)
    build_counts()
    set_hours(1)

    relink_contacts()
    refresh_counts()

    assert sum(DayCount.objects.values_list("hopped_chat", flat=True)) == 0
