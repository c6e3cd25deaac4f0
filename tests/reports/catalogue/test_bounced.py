"""Whom we sent from one to another, and who had to change the channel."""

from datetime import timedelta

import pytest

from helpdesk.people.models import Desk, Requester
from reports.actions import build_counts
from reports.choices import Grain
from tests.reports.catalogue.asking import answer
from tests.reports.rows import add_chats, at
from tickets.actions import append_or_open, link_all_contacts, record_contact
from tickets.choices import Channel
from tickets.models import Contact

pytestmark = pytest.mark.django_db
NOON = at("2026-03-05 12:00")


def come(person: Requester, *channels: str, hours: float = 1) -> None:
    """One person about one ticket, again and again."""
    ticket = None
    for place, channel in enumerate(channels):
        moment = NOON + timedelta(hours=hours * place)
        contact = record_contact(channel=channel, requester=person, started_at=moment)
        ticket = append_or_open(contact, subject="Wi-Fi", status="open", ticket=ticket)


def test_who_called_after_a_chat_is_named_and_leads_to_these_calls(desk: Desk):
    come(Requester.objects.create(name="Aino"), "chat", "phone", "phone")
    come(Requester.objects.create(name="Leo"), "email", "chat")
    come(Requester.objects.create(name="Ruut"), "phone", "chat", hours=73)

    found = answer(desk, "transfers", "2026-03-01", "2026-03-31")

    _transfers, _teams, hops, matrix = found.grids
    whole = hops.rows[-1]
    assert whole.values[1:4] == (7, 2, whole.values[3])
    assert whole.values[5:7] == (3, 1)
    assert [call.started_at for call in whole.drills["from_chat"].rows(desk.zone)] == [
        NOON + timedelta(hours=1)
    ]
    assert [row.values[1:] for row in matrix.rows] == [
        (None, 0, 0, 0, 0),
        (1, None, 0, 0, 0),
        (0, 1, None, 0, 0),
        (0, 0, 0, None, 0),
        (0, 0, 0, 0, None),
    ]
    assert found.sentences[1] == (
        "2 of 7 contacts (28.6\u00a0%) came over another channel shortly after the first;"
        " 1 of 3 calls came from a chat."
    )


@pytest.mark.parametrize("built", [False, True], ids=["facts", "kept"])
def test_hops_are_those_of_plain_python(built: bool, year: Desk):
    link_all_contacts()
    if built:
        build_counts()

    hops, matrix = answer(year, "transfers", grain=Grain.WEEK).grids[2:]

    counted = Contact.objects.filter(
        is_counted=True, started_at__gte=at("2025-11-01 00:00"), started_at__lt=at("2026-11-21")
    )
    pairs = [(c.hopped_from, c.channel) for c in counted if c.hopped_from]
    assert len(pairs) > 5
    assert hops.rows[-1].values[1:3] == (len(counted), len(pairs))
    assert sum(row.values[2] for row in hops.rows[:-1]) == len(pairs)
    assert {
        (before, to): row.values[1 + Channel.values.index(to)]
        for before, row in zip(Channel.values, matrix.rows, strict=True)
        for to in Channel.values
        if to != before
    } == {
        (before, to): pairs.count((before, to))
        for before in Channel.values
        for to in Channel.values
        if to != before
    }


def test_without_contacts_nothing_is_said_about_them(desk: Desk):
    found = answer(desk, "transfers", "2026-03-01", "2026-03-31")

    assert found.sentences == ("There was no chat in this period.",)


def test_transfers_are_of_chats_only(desk: Desk):
    add_chats(NOON, 3, transfers=1)
    add_chats(NOON, 1, transfers=2, bounces=1)

    found = answer(desk, "transfers", "2026-03-01", "2026-03-31")

    assert found.grids[0].rows[-1].values[1:4] == (4, 4, 100)
