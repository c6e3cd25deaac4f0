"""The lists behind figures: exactly what was counted, newest first, each with its ticket."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from helpdesk.people.models import Requester, Team
from tests.reports.rows import add_contacts, add_requests, at
from tickets.models import Ticket, Topic

pytestmark = pytest.mark.django_db
MARCH = "period=&since=2026-03-01&until=2026-03-31"


def test_a_list_shows_what_was_counted_and_says_how_it_was_chosen(pages: Client):
    add_contacts("chat", at("2026-03-05 12:00"), 2, subject="Wi-Fi does not work")
    add_contacts("phone", at("2026-03-05 12:00"), 1, subject="Password")

    page = pages.get(f"/reports/contacts/?{MARCH}&channel=chat").content.decode()

    assert "2 contacts" in page
    assert page.count("Wi-Fi does not work") == 2
    assert "Password" not in page


def test_a_contact_leads_to_its_ticket(pages: Client):
    person = Requester.objects.create(name="Aino")
    ticket = Ticket.objects.create(requester=person, subject="Wi-Fi", origin_channel="chat")
    add_contacts("chat", at("2026-03-05 12:00"), 1, ticket=ticket)

    page = pages.get(f"/reports/contacts/?{MARCH}").content.decode()

    assert f'href="/tickets/{ticket.pk}/"' in page


def test_requests_are_listed_too(pages: Client):
    add_requests("web", at("2026-03-05 12:00"), 3)

    page = pages.get(f"/reports/contacts/?{MARCH}&of=requests&channel=web").content.decode()

    assert "3 requests" in page


def test_a_long_list_comes_in_pages(pages: Client):
    add_contacts("chat", at("2026-03-05 12:00"), 120)

    page = pages.get(f"/reports/contacts/?{MARCH}&page=3").content.decode()

    assert "Page 3 of 3" in page
    assert page.count("<tr>") == 1 + 20


@pytest.mark.parametrize("count", [1, 3])
def test_a_list_costs_the_same_however_long_it_is(
    count: int, pages: Client, django_assert_num_queries: DjangoAssertNumQueries
):
    add_contacts("chat", at("2026-03-05 12:00"), count)

    with django_assert_num_queries(8):
        pages.get(f"/reports/contacts/?{MARCH}")


@pytest.mark.parametrize(
    "query",
    ["channel=pigeon", "what=nonsense", "hour=25", "weekday=x", "of=requests&what=answered"],
)
def test_an_unknown_list_is_refused_in_words(query: str, pages: Client):
    answer = pages.get(f"/reports/contacts/?{MARCH}&{query}")

    assert answer.status_code == 400
    assert b"Go back to the report and choose again." in answer.content


def test_a_list_says_of_which_team_and_topic_it_is_and_nothing_of_what_it_leaves_alone(
    pages: Client,
):
    team, topic = Team.objects.create(name="First line"), Topic.objects.create(name_en="Wi-Fi")
    add_contacts("chat", at("2026-03-05 12:00"), 1, team=team, topic=topic)

    address = f"/reports/contacts/?{MARCH}&of-team={team.pk}&of-topic={topic.pk}"
    conditions = pages.get(address).context["conditions"]

    assert conditions == [
        "Team: First line",
        "Topic: Wi-Fi",
        "Period: 1 Mar 2026 – 31 Mar 2026",
        "Time zone: Europe/Helsinki",
    ]
