from __future__ import annotations

import pytest
from pytest_django.asserts import assertRedirects

from helpdesk.people.models import Desk, Holiday
from tests.roles import client_as

pytestmark = pytest.mark.django_db

SETTINGS = {
    "name": "Digipalvelut",
    "time_zone": "Europe/Helsinki",
    "country": "FI",
    "queue_limit": "30",
    "idle_close_minutes": "15",
    "wait_limit_seconds": "600",
    "same_agent_hours": "24",
    "block_hours": "24",
    "stretch_minutes": "120",
    "stretch_load_percent": "75",
    "phone_goal_percent": "10",
    "survey_one_in": "4",
    "hop_hours": "48",
    "erase_after_months": "24",
    "close_solved_days": "30",
    "people_served": "12000",
}


def test_the_list_of_desks_leads_to_the_one_desk() -> None:
    response = client_as("manager").get("/admin/people/desk/")

    assertRedirects(response, "/admin/people/desk/1/change/")


def test_looking_at_the_settings_stores_nothing() -> None:
    client_as("manager").get("/admin/people/desk/1/change/")

    assert Desk.objects.count() == 0


def test_the_first_saving_stores_the_desk() -> None:
    client_as("manager").post("/admin/people/desk/1/change/", SETTINGS)

    desk = Desk.objects.get()
    assert (desk.name, desk.survey_one_in) == ("Digipalvelut", 4)
    assert (desk.hop_hours, desk.people_served) == (48, 12_000)
    assert (desk.erase_after_months, desk.close_solved_days) == (24, 30)


def test_there_is_no_second_desk() -> None:
    response = client_as("manager").post("/admin/people/desk/2/change/", SETTINGS)

    assert (response.status_code, Desk.objects.count()) == (302, 0)


def test_a_time_zone_that_is_none_is_refused_in_words() -> None:
    wrong = {**SETTINGS, "time_zone": "Finland/Helsinki"}

    page = client_as("manager").post("/admin/people/desk/1/change/", wrong).content.decode()

    assert "There is no time zone of this name. Example: Europe/Helsinki." in page


def test_hours_that_close_before_they_open_are_refused_in_words() -> None:
    hours = {"weekday": "0", "opens": "16:00", "closes": "08:00", "team": ""}

    page = client_as("supervisor").post("/admin/people/servicehours/add/", hours).content.decode()

    assert "The desk must open before it closes." in page


def test_a_holiday_may_be_a_short_day() -> None:
    eve = {"day": "2026-12-24", "name": "Jouluaatto", "opens": "08:00", "closes": "12:00"}

    client_as("supervisor").post("/admin/people/holiday/add/", eve)

    assert str(Holiday.objects.get().opens) == "08:00:00"
