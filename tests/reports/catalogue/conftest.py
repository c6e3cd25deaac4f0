"""A small desk with a year of contacts of every kind, that any report can be asked about."""

from datetime import date, timedelta
from random import Random

import pytest

from helpdesk.people.models import Desk, Requester
from tests.kept_rows import KeptRows
from tests.reports.catalogue.histories import answer_chats, come_back, go_ways
from tests.reports.rows import add_team, add_topic, at
from tickets.actions import link_all_contacts
from tickets.choices import Alternative, Channel, Outcome
from tickets.models import Contact, Ticket

TODAY = date(2026, 11, 20)
ENDS = ("visitor", "agent", "left", "idle", "nobody")


@pytest.fixture
def desk(db: None) -> Desk:
    return Desk.objects.create(pk=1)


@pytest.fixture
def year(desk: Desk) -> Desk:
    """Some hundred contacts over thirteen months, some on the nights when clocks change."""
    YEAR.put()
    return desk


def _make_year() -> None:
    rng = Random(7)
    teams = [add_team("service"), add_team("media"), None]
    topics = [add_topic("wifi"), add_topic("moodle"), None]
    people = [Requester.objects.create(name=name) for name in ("Aino", "Leo", "Ruut")]
    start = at("2025-10-20 00:00")
    moments = [start + timedelta(minutes=rng.randrange(570_000)) for _ in range(280)]
    moments += [at("2026-03-29 02:00") + timedelta(minutes=rng.randrange(180)) for _ in range(20)]
    pairs = [_pair(rng, when, teams, topics, people) for when in moments]
    Ticket.objects.bulk_create(ticket for ticket, _contact in pairs)
    for ticket, contact in pairs:
        contact.ticket = ticket if rng.random() < 0.9 else None
    come_back((contact for _ticket, contact in pairs), Random(8))
    Contact.objects.bulk_create(contact for _ticket, contact in pairs)
    answer_chats(Contact.objects.filter(channel=Channel.CHAT), Random(10))
    link_all_contacts()
    go_ways((ticket for ticket, _contact in pairs), Random(9), until=at(f"{TODAY} 12:00"))


YEAR = KeptRows(_make_year)


def _pair(rng, when, teams, topics, people) -> tuple[Ticket, Contact]:
    channel, requester = rng.choice(Channel.values), rng.choice(people)
    common = {"team": rng.choice(teams), "topic": rng.choice(topics), "requester": requester}
    ticket = Ticket(subject="Wi-Fi", origin_channel=channel, created_at=when, **common)
    replied = rng.random() < 0.8
    wait = timedelta(seconds=rng.choice([3, 10, 11, 45, 60, 61, 400, 4000]))
    is_chat = channel == Channel.CHAT
    contact = Contact(
        channel=channel,
        started_at=when,
        first_reply_at=when + wait if replied else None,
        ended_at=when + wait + timedelta(minutes=rng.randrange(1, 40)),
        outcome=rng.choice([Outcome.SOLVED, Outcome.OPEN]) if replied else Outcome.ABANDONED,
        end_reason=rng.choice(ENDS) if is_chat else "",
        transfers=rng.choice([0, 0, 0, 1, 2]),
        bounces=rng.choice([0, 0, 0, 1]),
        attention_seconds=rng.choice([None, 120, 300]) if is_chat else None,
        concurrency=rng.choice([1.0, 2.5, 4.0]) if is_chat else None,
        satisfaction=rng.choice([None, 2, 4, 5]),
        alternative=rng.choice(["", *Alternative.values]) if is_chat else "",
        alternative_asked=rng.choice(["", "before", "after"]) if is_chat else "",
        in_service_hours=True,
        agents=1 if replied else 0,
        is_counted=rng.random() < 0.95,
        language=rng.choice(["fi", "sv", "en"]),
        **common,
    )
    return ticket, contact
