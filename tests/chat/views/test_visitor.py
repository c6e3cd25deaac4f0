import re

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from helpdesk.people.models import Desk, ServiceHours, Team, User
from tests.chat.conftest import MakeAgent
from tickets.models import Topic

PAGE = "/chat/"
SUNDAY = "2026-02-01T10:00:00Z"


@pytest.fixture
def office_desk(desk: Desk) -> Desk:
    """Open from Monday to Friday, 8 to 16."""
    ServiceHours.objects.filter(weekday__gte=5).delete()
    ServiceHours.objects.update(opens="08:00", closes="16:00")
    return desk


def shown(html: str, mark: str) -> bool:
    """Whether the element whose tag has this mark is there and not hidden."""
    tag = re.search(rf"{re.escape(mark)}[^>]*>", html)
    assert tag, mark
    return " hidden" not in tag[0]


def page(client: Client, language: str = "en") -> str:
    return client.get(PAGE, headers={"accept-language": language}).content.decode()


def test_an_open_desk_offers_the_chat(client: Client, desk: Desk, agent: User) -> None:
    html = page(client)

    assert shown(html, 'data-when="open"')
    assert not shown(html, 'class="notice stack stack-tight" data-when="closed"')
    assert "Expected wait: under 1 min" in html


@pytest.mark.parametrize(
    ("language", "opening", "days", "times"),
    [
        ("fi", "maanantai 2. helmikuuta 2026 8.00", "Maanantai–perjantai", "8.00–16.00"),
        ("sv", "måndag 2 februari 2026 08:00", "Måndag–fredag", "08:00–16:00"),
        ("en", "Monday, 2 February 2026 08:00", "Monday–Friday", "08:00–16:00"),
    ],
)
def test_a_closed_desk_says_when_it_opens_in_the_visitors_language(
    client: Client, office_desk: Desk, language: str, opening: str, days: str, times: str
) -> None:
    with time_machine.travel(SUNDAY):
        html = page(client, language)

    assert f'<html lang="{language}"' in html
    assert shown(html, '<p data-reason="hours"')
    assert opening in html
    assert days in html
    assert times in html
    assert not shown(html, '<button class="button button-primary button-wide"')
    assert shown(html, 'href="/form/"')


def test_a_desk_in_its_hours_that_nobody_watches_is_closed(client: Client, desk: Desk) -> None:
    html = page(client)

    assert shown(html, '<p data-reason="nobody"')
    assert not shown(html, '<p data-reason="hours"')
    assert not shown(html, 'data-part="opens"')


def test_a_desk_with_a_full_queue_says_so(
    client: Client, desk: Desk, make_agent: MakeAgent
) -> None:
    Desk.objects.update(queue_limit=0)
    make_agent()

    assert shown(page(client), '<p data-reason="queue"')


def test_times_are_those_of_the_desk_wherever_the_server_stands(
    client: Client, office_desk: Desk
) -> None:
    Desk.objects.update(time_zone="America/New_York")

    with time_machine.travel("2026-02-02T05:00:00Z"):
        html = page(client)

    assert "Monday, 2 February 2026 08:00" in html
    assert "America/New_York" in html


@pytest.mark.parametrize(
    ("language", "name"), [("fi", "Verkko"), ("sv", "Nätverk"), ("en", "Network")]
)
def test_topics_are_named_in_the_visitors_language(
    client: Client, desk: Desk, language: str, name: str
) -> None:
    topic = Topic.objects.create(slug="net", name_en="Network", name_fi="Verkko", name_sv="Nätverk")
    Topic.objects.create(slug="old", name_en="Old", name_fi="Old", name_sv="Old", is_active=False)

    html = page(client, language)

    assert re.findall(r'<option value="(\d+)">([^<]+)<', html) == [(str(topic.pk), name)]


def test_one_click_changes_the_language(client: Client, desk: Desk) -> None:
    client.post("/i18n/setlang/", {"language": "sv", "next": PAGE})

    assert '<html lang="sv"' in page(client, "fi")


def test_without_scripts_the_form_is_offered(client: Client, desk: Desk) -> None:
    noscript = re.search(r"<noscript>.*?</noscript>", page(client), re.DOTALL)

    assert noscript
    assert 'href="/form/"' in noscript[0]


def test_no_script_or_style_stands_in_the_page(client: Client, desk: Desk) -> None:
    html = page(client)

    assert re.findall(r"<script(?![^>]* src=)|<style| style=| on\w+=", html) == []


@pytest.mark.parametrize("teams", [1, 3])
def test_the_page_takes_a_fixed_number_of_queries(
    client: Client,
    desk: Desk,
    make_agent: MakeAgent,
    django_assert_num_queries: DjangoAssertNumQueries,
    teams: int,
) -> None:
    for number in range(teams):
        make_agent(f"agent{number}")
        team = Team.objects.create(name=f"Team {number}", slug=f"team-{number}")
        Topic.objects.create(
            slug=f"t{number}", name_en="A", name_fi="B", name_sv="C", team=team, position=number
        )

    with django_assert_num_queries(13):
        client.get(PAGE)
