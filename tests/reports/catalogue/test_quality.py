"""What was solved at once and for good, and what came back: as plain Python counts it."""

from datetime import timedelta

import pytest
from django.utils import timezone
from statsmodels.stats.proportion import proportion_confint

from helpdesk.people.models import Desk, Requester, User
from reports.actions import build_counts
from reports.choices import Grain
from reports.grids import Row
from tests.reports.catalogue.asking import answer
from tests.reports.rows import HELSINKI, add_topic, at
from tickets.actions import merge_tickets, move_ticket, open_ticket, record_contact
from tickets.choices import Channel
from tickets.models import Contact, Ticket, Topic

pytestmark = pytest.mark.django_db
NOON = at("2026-03-05 12:00")
UNSOLVED = ("new", "open", "pending")
BACK = timedelta(days=14)


@pytest.fixture
def topic(desk: Desk) -> Topic:
    return add_topic("wifi")


def call(topic: Topic, person: Requester, hours: float, outcome: str = "solved") -> None:
    moment = NOON + timedelta(hours=hours)
    record_contact(
        channel="phone", requester=person, topic=topic, started_at=moment, outcome=outcome
    )


@pytest.mark.parametrize(
    ("asked", "held"), [("1", 1), ("2", 0), ("3", 0), ("7", 0)], ids=["1", "2", "3", "7"]
)
def test_a_call_held_if_nobody_came_back_within_the_days_asked_for(
    asked: str, held: int, desk: Desk, topic: Topic
):
    person = Requester.objects.create(name="Aino")
    call(topic, person, 0)
    call(topic, person, 25)
    call(topic, person, 26, outcome="open")

    found = answer(desk, "quality", "2026-03-01", "2026-03-31", days=asked)

    # The first came back after 25 hours, the second after one.
    assert found.grids[0].rows[-1].values[1:3] == (3, held)
    assert found.grids[0].rows[-1].values[5] == 3


def test_who_came_back_at_the_very_end_of_the_days_came_back(desk: Desk, topic: Topic):
    for name, hours in (("Aino", 168), ("Leo", 168 + 1 / 3600)):
        person = Requester.objects.create(name=name)
        call(topic, person, 0)
        call(topic, person, hours, outcome="open")

    found = answer(desk, "quality", "2026-03-01", "2026-03-31")

    assert found.grids[0].rows[-1].values[1:4] == (4, 1, 25)


@pytest.mark.parametrize("built", [False, True], ids=["facts", "kept"])
def test_a_year_is_counted_as_plain_python_counts_it(built: bool, year: Desk):
    if built:
        build_counts()
    contacts = Contact.objects.filter(
        is_counted=True, started_at__gte=at("2025-11-01"), started_at__lt=at("2026-11-21")
    )
    everybody = list(Contact.objects.filter(is_counted=True))

    found = answer(year, "quality")

    rated_rows = found.grids[3].rows
    for channel, row, rating in zip(Channel, found.grids[1].rows, rated_rows, strict=True):
        mine = [each for each in contacts if each.channel == channel]
        held = [each for each in mine if each.outcome == "solved" and not back(each, everybody)]
        able = [each for each in mine if each.outcome in ("solved", "open")]
        rated = [each.satisfaction for each in mine if each.satisfaction is not None]
        happy = [each for each in rated if each >= 4]
        assert (row.values[1], row.values[2], row.values[5]) == (len(mine), len(held), len(able))
        assert rating.values[1:3] == (len(rated), len(happy))
        assert ends(row) == pytest.approx(
            proportion_confint(len(held), len(able), method="wilson"), abs=1e-9
        )


def back(contact: Contact, everybody: list[Contact]) -> bool:
    until = contact.started_at + timedelta(days=7)
    return any(
        other.requester_id == contact.requester_id
        and (
            (other.ticket_id is not None and other.ticket_id == contact.ticket_id)
            or (other.topic_id is not None and other.topic_id == contact.topic_id)
        )
        and (contact.started_at, contact.pk) < (other.started_at, other.pk)
        and other.started_at <= until
        for other in everybody
        if other.requester_id is not None
    )


def ends(row: Row) -> tuple[float, float]:
    interval = row.values[7]
    return interval.low, interval.high


@pytest.mark.parametrize("built", [False, True], ids=["facts", "kept"])
def test_reopened_requests_are_those_of_plain_python(built: bool, year: Desk):
    if built:
        build_counts()
    solved, came_back = [], []
    for ticket in Ticket.objects.all():
        last = None
        for event in ticket.events.filter(kind__in=("opened", "status")).order_by("at", "pk"):
            now = event.data.get("to") or event.data["status"]
            before = event.data.get("from", "new")
            if now not in UNSOLVED and before in UNSOLVED:
                last = event.at
                solved.append(last)
            elif now in UNSOLVED and before not in UNSOLVED and event.at <= last + BACK:
                came_back.append((last, ticket))
    first, end = at("2025-11-01"), at("2026-11-21")
    solved = [moment for moment in solved if first <= moment < end]
    came_back = [(moment, ticket) for moment, ticket in came_back if first <= moment < end]

    rows = answer(year, "quality", grain=Grain.MONTH).grids[2].rows

    of_march = [t for moment, t in came_back if moment.astimezone(HELSINKI).month == 3]
    march = next(row for row in rows if row.values[0] == "March 2026")
    people = {ticket.requester_id for _moment, ticket in came_back}
    tickets = {ticket for _moment, ticket in came_back}
    assert len(came_back) > len(tickets) > 10
    assert rows[-1].values[1:3] == (len(solved), len(came_back))
    assert rows[-1].values[5:] == (len(tickets), len(people))
    assert (march.values[2], march.values[5]) == (len(of_march), len(set(of_march)))


def test_a_reopened_request_counts_on_the_day_of_its_solving(desk: Desk, topic: Topic):
    aino = Requester.objects.create(name="Aino")
    ticket = open_ticket(record_contact(channel="web", requester=aino), subject="Wi-Fi")
    for to, moment in (
        ("solved", NOON),
        ("open", NOON + BACK),
        ("solved", NOON + timedelta(days=20)),
        ("open", NOON + timedelta(days=34, seconds=1)),
    ):
        move_ticket(ticket, to=to, at=moment)

    found = answer(desk, "quality", "2026-03-01", "2026-03-31", grain=Grain.WEEK)

    assert found.grids[2].rows[-1].values[1:4] == (2, 1, 50)
    assert [row.values[2] for row in found.grids[2].rows[:-1]] == [0, 1, 0, 0, 0, 0]
    assert found.sentences == (
        "Nobody contacted us in this period.",
        "1 of 2 solved requests (50.0\u00a0%) were reopened within 14 days:"
        " different requests 1, people 1.",
    )


def test_what_is_closed_or_merged_without_a_solving_counts_as_solved(desk: Desk):
    aino, by = Requester.objects.create(name="Aino"), User.objects.create_user("anna")
    closed, merged, kept = (
        open_ticket(record_contact(channel="web", requester=aino), subject="Wi-Fi")
        for _ in range(3)
    )
    move_ticket(closed, to="closed")
    merge_tickets(merged, into=kept, by=by)
    today = f"{timezone.localdate(timezone=desk.zone)}"

    found = answer(desk, "quality", today, today, grain=Grain.DAY)

    assert found.grids[2].rows[-1].values[1:3] == (2, 0)


def test_the_last_days_are_provisional(year: Desk):
    held, _channels, reopened, _rated = answer(
        year, "quality", "2026-11-01", "2026-11-20", grain=Grain.DAY
    ).grids

    assert [row.is_provisional for row in held.rows] == [False] * 12 + [True] * 8 + [False]
    assert [row.is_provisional for row in reopened.rows] == [False] * 5 + [True] * 15 + [False]
