"""What people ask most is named; contacts that nobody gave a topic are no topic."""

import pytest

from helpdesk.people.models import Desk
from tests.reports.catalogue.asking import answer
from tests.reports.rows import add_contacts, add_topic, at

pytestmark = pytest.mark.django_db
NOON = at("2026-03-05 12:00")
MARCH = ("2026-03-01", "2026-03-31")


def test_contacts_without_a_topic_are_not_what_people_ask_most(desk: Desk):
    add_contacts("phone", NOON, 5)
    add_contacts("phone", NOON, 3, topic=add_topic("wifi"))
    add_contacts("chat", NOON, 2, topic=add_topic("moodle"))

    assert answer(desk, "topics", *MARCH).sentences == (
        "The most frequent topic is Wifi (30.0\u00a0% of contacts); 1 topic makes half of those"
        " that have one.",
    )


def test_where_no_contact_has_a_topic_that_is_said(desk: Desk):
    add_contacts("phone", NOON, 5)

    assert answer(desk, "topics", *MARCH).sentences == ("No contact of this period has a topic.",)


def test_where_nobody_came_that_is_said(desk: Desk):
    assert answer(desk, "topics", *MARCH).sentences == ("Nobody contacted us in this period.",)
