"""The desk at a moment: against what is usual by then, and never by name."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest

from chat.models import Chat
from helpdesk.people.models import Desk, ServiceHours
from reports.actions import build_counts
from reports.measures.now import Usual, contacts_today, desk_now, usual
from tests.reports.answered import add_agent
from tests.reports.rows import add_contacts, at
from tickets.choices import Channel
from tickets.models import Contact

pytestmark = pytest.mark.django_db
MONDAY = at("2026-03-02 10:05")
WEEK = timedelta(weeks=1)


@pytest.fixture
def desk() -> Desk:
    for weekday in range(7):
        ServiceHours.objects.create(weekday=weekday, opens=time(0), closes=time(0))
    return Desk.objects.create(pk=1)


def of(channel: Channel, desk: Desk) -> tuple[int, Usual | None]:
    found = next(each for each in contacts_today(MONDAY, desk) if each.channel == channel)
    return found.n, found.usual


@pytest.mark.parametrize("built", [False, True])
def test_usual_is_what_came_by_this_time_on_the_last_like_weekdays(desk: Desk, built: bool):
    for week in range(1, 13):
        add_contacts("phone", MONDAY - week * WEEK - timedelta(hours=1), week)
        add_contacts("phone", MONDAY - week * WEEK + timedelta(hours=1), 50)
        add_contacts("phone", MONDAY - week * WEEK - timedelta(days=1), 50)
    add_contacts("phone", MONDAY - timedelta(minutes=1), 4)
    if built:
        build_counts()

    n, range_of_today = of(Channel.PHONE, desk)

    assert n == 4
    assert range_of_today == Usual(2, 11)


def test_a_third_of_the_running_quarter_has_gone(desk: Desk):
    for week in range(1, 13):
        add_contacts("chat", MONDAY - week * WEEK - timedelta(minutes=4), 30)

    assert of(Channel.CHAT, desk) == (0, Usual(10, 10))


def test_weeks_before_the_first_contact_are_not_usual_weeks(desk: Desk):
    for week in range(1, 7):
        add_contacts("email", MONDAY - week * WEEK - timedelta(hours=1), 5)

    assert of(Channel.EMAIL, desk) == (0, Usual(5, 5))
    assert of(Channel.PHONE, desk) == (0, Usual(0, 0))


def test_with_few_weeks_nothing_is_called_usual():
    assert usual([3.0] * 5) is None
    assert usual([3.0] * 6) == Usual(3, 3)


def test_who_waits_longest_is_told_by_the_time_alone(desk: Desk):
    start = datetime.now(tz=UTC)
    for minutes in (1, 3):
        since = start - timedelta(minutes=minutes)
        contact = Contact.objects.create(channel="chat", started_at=since)
        Chat.objects.create(
            contact=contact,
            token_hash=f"waiting{minutes}",
            language="en",
            visitor_name="Aino",
            opened_at=since,
            queued_at=since,
        )
    add_agent("anna")

    now = desk_now(desk)

    assert (now.waiting, now.longest_since) == (2, start - timedelta(minutes=3))
    assert (now.agents, now.places, now.free, now.reason) == (0, 0, 0, "nobody")
    assert "Aino" not in repr(now)
    assert "Anna" not in repr(now)
