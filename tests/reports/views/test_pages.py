from datetime import datetime
from typing import Any

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client

from helpdesk.people.choices import Role
from helpdesk.people.models import Desk, User
from tests.reports.rows import add_chats, add_contacts, add_requests, add_team, add_topic, at

pytestmark = pytest.mark.django_db
ADDRESSES = [
    "/reports/",
    "/reports/shift.svg",
    "/reports/channel-mix/",
    "/reports/channel-mix/chart.svg",
    "/reports/channel-mix/data.csv",
    "/reports/channel-mix/data.xlsx",
]
TODAY = datetime.fromisoformat("2026-11-21T12:00:00+02:00")


def text(answer: HttpResponse) -> str:
    return answer.content.decode().replace("\u00a0", " ")


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize(
    ("role", "status"), [(Role.AGENT, 403), (Role.SUPERVISOR, 200), (Role.MANAGER, 200)]
)
def test_supervisors_and_managers_see_reports(
    client: Client, address: str, role: Role, status: int
) -> None:
    client.force_login(User.objects.create_user("someone", role=role))

    assert client.get(address).status_code == status


@pytest.mark.parametrize("address", ADDRESSES)
def test_strangers_are_asked_to_log_in(client: Client, address: str) -> None:
    answer = client.get(address)

    assert (answer.status_code, answer.url) == (302, f"/accounts/login/?next={address}")


@pytest.mark.parametrize("address", ADDRESSES)
def test_reports_are_only_read(pages: Client, address: str) -> None:
    assert pages.post(address).status_code == 405


@pytest.fixture
def story() -> None:
    """Chat passes phone in its third month; calls of three years ago and of this year."""
    Desk.objects.create(pk=1, phone_goal_percent=10)
    add_contacts("phone", at("2024-01-10 12:00"), 100)
    for month, calls, chats in (("08", 30, 10), ("09", 20, 10), ("10", 10, 40), ("11", 1, 9)):
        add_contacts("phone", at(f"2026-{month}-10 12:00"), calls)
        add_chats(at(f"2026-{month}-10 12:00"), chats, alternative="phone", satisfaction=5)


@time_machine.travel(TODAY, tick=False)
def test_what_is_not_on_record_is_not_compared(pages: Client) -> None:
    add_contacts("phone", at("2025-05-05 12:00"), 5)
    add_contacts("chat", at("2026-05-05 12:00"), 5)

    page = text(pages.get("/reports/channel-mix/"))

    assert "Phone took 0.0 % of contacts." in page
    assert "Records begin on 5 May 2025: the period compared with is not whole." in page
    assert "better" not in page


def test_an_empty_period_says_what_to_do(pages: Client) -> None:
    page = text(pages.get("/reports/channel-mix/", {"since": "2031-01-01", "until": "2031-02-28"}))

    assert "No contacts in this period." in page
    assert "Choose another period, or all teams and topics." in page
    assert "chart.svg" not in page
    assert "0.0 %" not in page


@time_machine.travel(TODAY, tick=False)
def test_the_address_goes_along_to_files_chart_and_the_other_figure(
    pages: Client, story: None
) -> None:
    add_team("campus")
    query = "period=this-month&amp;grain=day&amp;team=campus"
    add_contacts("phone", at("2026-11-01 12:00"), team_id=add_team("x").pk)

    page = text(pages.get("/reports/channel-mix/?team=campus&grain=day&period=this-month"))

    assert f'href="/reports/channel-mix/data.csv?{query}"' in page
    assert f'href="/reports/channel-mix/data.xlsx?{query}"' in page
    assert f'href="/reports/channel-mix/?of=requests&amp;{query}"' in page


def test_the_chart_comes_in_light_dark_narrow_and_for_paper(pages: Client) -> None:
    add_contacts("phone", at("2026-01-10 12:00"))
    page = text(pages.get("/reports/channel-mix/?since=2026-01-01&until=2026-01-31"))

    address = "/reports/channel-mix/chart.svg?since=2026-01-01&amp;until=2026-01-31&amp;"
    for look in (
        "scheme=light&amp;size=wide",
        "scheme=dark&amp;size=narrow",
        "scheme=dark&amp;size=wide",
        "size=narrow",
    ):
        assert f'srcset="{address}{look}"' in page
    assert 'alt="Phone took 100.0 % of contacts."' in page


def test_wrong_filters_are_explained_and_the_rest_is_kept(pages: Client) -> None:
    add_topic("network")

    answer = pages.get(
        "/reports/channel-mix/?since=2026-05-02&until=2026-05-01&topic=network&grain=week"
    )

    page = text(answer)
    assert answer.status_code == 400
    assert "The period ends before it starts. Change one of the days." in page
    assert '<option value="network" selected>' in page
    assert '<option value="week" selected>' in page
    assert 'value="2026-05-02"' in page
    assert "data.csv" not in page


def test_what_was_typed_cannot_become_markup(pages: Client) -> None:
    page = text(pages.get("/reports/channel-mix/", {"team": "<script>alert(1)</script>"}))

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_the_survey_is_told_with_its_sample_and_interval(pages: Client) -> None:
    add_chats(at("2026-05-05 12:00"), 45, alternative="email")
    add_chats(at("2026-05-05 12:00"), 5, alternative="none")
    add_chats(at("2026-05-05 12:00"), 50)

    page = text(pages.get("/reports/channel-mix/?since=2026-05-01&until=2026-05-31"))

    assert "90.0 % of chats would have been calls or e-mails" in page
    assert "(45 of 50 answers; 95 % interval 78.6–95.7 %)." in page
    assert "Answered by 50 of 100 who were asked (50.0 %)." in page


@pytest.mark.parametrize("times", [1, 3])
def test_a_page_costs_the_same_however_much_there_is(
    pages: Client, django_assert_num_queries: Any, times: int
) -> None:
    Desk.objects.create(pk=1)
    for n in range(times):
        add_topic(f"under-{n}", add_topic(f"topic-{n}"))
        add_team(f"team-{n}")
        add_contacts("phone", at("2020-01-10 12:00"), times)
        add_chats(at("2026-05-05 12:00"), times, alternative="phone")
        add_requests("web", at("2026-05-05 12:00"), times)

    with django_assert_num_queries(13):
        assert pages.get("/reports/channel-mix/").status_code == 200
