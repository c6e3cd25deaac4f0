"""A small desk with a year of contacts of every kind, that any report can be asked about."""

from datetime import date, timedelta
from random import Random

import pytest

from helpdesk.people.models import Desk, Requester
from tests.reports.rows import add_team, add_topic, at
from tickets.choices import Alternative, Channel, Outcome
from tickets.models import Contact, Ticket

TODAY = date(2026, 11, 20)
ENDS = {"chat": ("visitor", "agent", "left", "idle", "nobody")}


@pytest.fixture
def desk(db: None) -> Desk:
    return Desk.objects.create(pk=1)


@pytest.fixture
def year(desk: Desk) -> Desk:
    """Some hundred contacts over thirteen months, some on the nights when clocks change."""
    rng = Random(7)
    teams = [add_team("service"), add_team("media"), None]
    topics = [add_topic("wifi"), add_topic("moodle"), None]
    people = [Requester.objects.create(name=name) for name in ("Aino", "Leo", "Ruut")]
    start = at("2025-10-20 00:00")
    for number in range(300):
        when = start + timedelta(minutes=rng.randrange(570_000))
        if number % 25 == 0:
            when = at("2026-03-29 02:00") + timedelta(minutes=rng.randrange(180))
        _contact(rng, when, teams, topics, people)
    return desk


def _contact(rng, when, teams, topics, people) -> None:
    channel = rng.choice(Channel.values)
    common = {"team": rng.choice(teams), "topic": rng.choice(topics)}
    ticket = Ticket.objects.create(
        requester=rng.choice(people),
        subject="Wi-Fi",
        origin_channel=channel,
        created_at=when,
        **common,
    )
    replied = rng.random() < 0.8
    wait = timedelta(seconds=rng.choice([3, 10, 11, 45, 60, 61, 400, 4000]))
    is_chat = channel == Channel.CHAT
    Contact.objects.create(
        channel=channel,
        started_at=when,
        first_reply_at=when + wait if replied else None,
        ended_at=when + wait + timedelta(minutes=rng.randrange(1, 40)),
        outcome=rng.choice([Outcome.SOLVED, Outcome.OPEN]) if replied else Outcome.ABANDONED,
        end_reason=rng.choice(ENDS["chat"]) if is_chat else "",
        transfers=rng.choice([0, 0, 0, 1, 2]),
        bounces=rng.choice([0, 0, 0, 1]),
        attention_seconds=rng.choice([None, 120, 300]) if is_chat else None,
        concurrency=rng.choice([1.0, 2.5, 4.0]) if is_chat else None,
        satisfaction=rng.choice([None, 2, 4, 5]),
        alternative=rng.choice(["", *Alternative.values]) if is_chat else "",
        in_service_hours=True,
        requester=ticket.requester,
        ticket=ticket if rng.random() < 0.9 else None,
        agents=1 if replied else 0,
        is_counted=rng.random() < 0.95,
        language=rng.choice(["fi", "sv", "en"]),
        **common,
    )
