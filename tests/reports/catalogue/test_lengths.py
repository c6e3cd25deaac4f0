"""The length of a list is read from the counts, and is that of its rows."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from helpdesk.people.models import Desk, Team
from reports.actions import build_counts
from reports.choices import Figure
from reports.filters import Scope
from reports.measures.lengths import SUM_OF, length_of
from reports.subsets import Subset
from tests.reports.catalogue.asking import asked
from tests.reports.rows import add_contacts, at, filters
from tickets.choices import Channel
from tickets.models import Topic

PERIOD = "period=&since=2025-11-03&until=2026-11-20"


@pytest.fixture(params=[False, True], ids=["facts", "kept"])
def desk_of_a_year(request: pytest.FixtureRequest, year: Desk) -> Desk:
    if request.param:
        build_counts()
    return year


def scopes() -> list[Scope]:
    team, topic = Team.objects.get(slug="service"), Topic.objects.get(slug="wifi")
    return [Scope(), Scope(team), Scope(None, topic, frozenset([topic.pk]))]


def wrong(subsets: list[Subset], desk: Desk) -> list[tuple[object, ...]]:
    return [
        (each.conditions, length_of(each, desk.zone), each.rows(desk.zone).count())
        for each in subsets
        if length_of(each, desk.zone) != each.rows(desk.zone).count()
    ]


def test_each_condition_that_is_counted_has_as_many_rows(desk_of_a_year: Desk):
    lists = [
        Subset(filters("2025-11-03", "2026-11-20", scope=scope)).having(**{name: value}, **more)
        for scope in scopes()
        for name, value in SUM_OF
        for more in ({}, {"channel": Channel.CHAT.value}, {"of_team": 0}, {"of_topic": 0})
    ]

    assert wrong(lists, desk_of_a_year) == []


def test_so_have_requests(desk_of_a_year: Desk):
    whole = filters("2025-11-03", "2026-11-20", figure=Figure.REQUESTS)
    team = Team.objects.get(slug="media").pk
    lists = [
        Subset(whole),
        Subset(whole).having(channel=Channel.PHONE.value),
        Subset(whole).having(of_team=team, channel=Channel.EMAIL.value),
    ]

    assert wrong(lists, desk_of_a_year) == []


def test_so_have_hours_of_the_week(desk_of_a_year: Desk):
    scope = Scope(Team.objects.get(slug="service"))
    lists = [
        Subset(filters("2025-11-03", "2026-11-20", scope=each)).having(weekday=day, hour=hour)
        for each in (Scope(), scope)
        for day in (0, 6)
        for hour in (2, 3, 9, 17)
    ]

    assert wrong(lists, desk_of_a_year) == []


@pytest.mark.parametrize(
    "conditions",
    [
        {"what": "rated", "outcome": "solved"},
        {"ended_by": "agent"},
        {"weekday": 1, "what": "rated"},
        {"weekday": 1, "of_topic": 0},
    ],
)
def test_what_is_not_counted_has_to_be_read(conditions: dict[str, object], year: Desk):
    found = Subset(filters("2025-11-03", "2026-11-20")).having(**conditions)

    assert length_of(found, year.zone) is None


def test_a_condition_twice_has_to_be_read(year: Desk):
    chats = asked(year, "chats").subset.having(channel="chat")

    assert length_of(chats.having(channel="phone"), year.zone) is None


@pytest.mark.parametrize("rows", [1, 3])
def test_a_list_takes_as_many_queries_whatever_its_length(rows: int, desk: Desk, pages: Client):
    add_contacts("phone", at("2026-03-02 09:00"), rows)
    pages.get(f"/reports/contacts/?{PERIOD}")

    with CaptureQueriesContext(connection) as queries:
        page = pages.get(f"/reports/contacts/?{PERIOD}")

    assert page.context["page"].paginator.count == rows
    assert len([each for each in queries if "tickets_contact" in each["sql"]]) == 2
