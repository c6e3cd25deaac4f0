import pytest
import time_machine
from rest_framework.test import APIClient

from helpdesk.people.choices import Role
from helpdesk.people.models import User
from tests.reports.rows import add_chats, add_contacts, add_requests, at

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/reports/channel-mix/"


def test_the_answer_holds_both_figures_and_says_which_is_which(api: APIClient) -> None:
    add_contacts("phone", at("2026-05-05 12:00"), 3)
    add_contacts("chat", at("2026-05-05 12:00"), 1)
    add_requests("web", at("2026-05-05 12:00"), 2)

    answer = api.get(ADDRESS, {"since": "2026-05-01", "until": "2026-05-31"}).json()

    assert (answer["of"], answer["total"]["total"], answer["other_figure"]["total"]) == (
        "contacts",
        4,
        2,
    )
    assert answer["total"]["channels"][:2] == [
        {"channel": "phone", "count": 3, "share": 75.0},
        {"channel": "chat", "count": 1, "share": 25.0},
    ]
    assert answer["goal"] == {"percent": 10.0, "by": None, "is_met": False}


def test_of_nothing_there_is_null(api: APIClient) -> None:
    answer = api.get(ADDRESS, {"period": "7-days"}).json()

    assert {cell["share"] for cell in answer["total"]["channels"]} == {None}
    assert answer["goal"]["is_met"] is None
    assert answer["crossing"] == {"standing": "no chat", "month": None, "nth_month_of_chat": None}
    assert answer["calls"] == {
        "weeks_on_record": 0,
        "first_52_weeks": None,
        "last_52_weeks": None,
        "growth": None,
    }
    displacement = answer["displacement"]
    assert [displacement[key] for key in ("share", "low", "high")] == [None, None, None]


@time_machine.travel("2026-06-15T12:00:00+03:00", tick=False)
def test_the_crossing_and_the_survey_are_there(api: APIClient) -> None:
    add_contacts("phone", at("2026-04-05 12:00"), 3)
    add_chats(at("2026-04-05 12:00"), 1)
    add_chats(at("2026-05-05 12:00"), 45, alternative="phone")
    add_chats(at("2026-05-05 12:00"), 5, alternative="none")

    answer = api.get(ADDRESS, {"since": "2026-05-01", "until": "2026-05-31"}).json()

    assert answer["crossing"] == {
        "standing": "passed",
        "month": "2026-05-01",
        "nth_month_of_chat": 2,
    }
    assert answer["displacement"] == {
        "chats": 50,
        "asked": 50,
        "answered": 50,
        "answers": [
            {"alternative": "phone", "count": 45},
            {"alternative": "email", "count": 0},
            {"alternative": "visit", "count": 0},
            {"alternative": "none", "count": 5},
        ],
        "displaced": 45,
        "share": 90.0,
        "low": 78.6,
        "high": 95.7,
        "goal_percent": 90,
        "verdict": "not proven",
    }


def test_wrong_filters_are_explained_by_field(api: APIClient) -> None:
    answer = api.get(ADDRESS, {"team": "nobody", "until": "2026-01-01"})

    assert answer.status_code == 400
    assert answer.json()["code"] == "invalid"
    assert answer.json()["by_field"] == {
        "team": ["There is no team “nobody”. Choose from the list."],
        "since": ["Give the first day, too."],
    }


@pytest.mark.parametrize(("role", "status"), [(Role.AGENT, 403), (Role.SUPERVISOR, 200)])
def test_the_api_is_for_those_who_see_reports(role: Role, status: int) -> None:
    client = APIClient()
    client.force_authenticate(User.objects.create_user("someone", role=role))

    assert client.get(ADDRESS).status_code == status


def test_strangers_are_refused() -> None:
    assert APIClient().get(ADDRESS).status_code in (401, 403)


def test_the_schema_describes_it(api: APIClient) -> None:
    schema = api.get("/api/v1/schema/", headers={"accept": "application/json"}).json()

    operation = schema["paths"][ADDRESS]["get"]
    assert [parameter["name"] for parameter in operation["parameters"]] == [
        "compare",
        "grain",
        "of",
        "period",
        "since",
        "team",
        "topic",
        "until",
        "without",
    ]
    assert operation["responses"]["200"]["content"]["application/json"]["schema"] == {
        "$ref": "#/components/schemas/ChannelMix"
    }
    assert {"rows", "total", "before", "change", "displacement"} <= set(
        schema["components"]["schemas"]["ChannelMix"]["properties"]
    )
