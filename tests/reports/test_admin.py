"""Targets are set once, and kept as they were."""

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client

from helpdesk.people.choices import Role
from helpdesk.people.models import User
from reports.models import Annotation, CostRate, Target

pytestmark = pytest.mark.django_db
GIVEN = {
    "figure": "requests",
    "from_day": "2026-01-01",
    "from_percent": "20",
    "to_day": "2027-12-31",
    "to_percent": "10",
}


@pytest.fixture
def managers_browser(client: Client) -> Client:
    client.force_login(User.objects.create_user("matti", role=Role.MANAGER))
    return client


def test_a_manager_sets_a_target_and_is_named_with_it(managers_browser: Client):
    answer = managers_browser.post("/admin/reports/target/add/", GIVEN)

    assert answer.status_code == 302
    (target,) = Target.objects.all()
    assert (str(target.set_by), target.to_percent) == ("matti", 10)


def test_the_latest_target_is_in_force_and_the_one_before_is_kept(managers_browser: Client):
    for percent in ("10", "8"):
        managers_browser.post("/admin/reports/target/add/", {**GIVEN, "to_percent": percent})

    in_force = Target.in_force("requests")

    assert in_force
    assert in_force.to_percent == 8
    assert Target.objects.count() == 2


def test_a_target_that_ends_before_it_starts_is_refused_in_words(managers_browser: Client):
    answer = managers_browser.post("/admin/reports/target/add/", {**GIVEN, "to_day": "2025-01-01"})

    assert answer.status_code == 200
    assert b"The target must be later than its start." in answer.content
    assert not Target.objects.exists()


ANNOTATION = {
    "first_day": "2026-03-10",
    "last_day": "2026-03-11",
    "kind": "outage",
    "text": "Mail was down",
    "may_be_left_out": "on",
}


def test_a_manager_annotates_days_and_the_change_is_on_record(managers_browser: Client):
    managers_browser.post("/admin/reports/annotation/add/", ANNOTATION)
    (made,) = Annotation.objects.all()

    managers_browser.post(
        f"/admin/reports/annotation/{made.pk}/change/", {**ANNOTATION, "text": "Mail was slow"}
    )

    (changed,) = Annotation.objects.all()
    assert (changed.text, str(changed.made_by)) == ("Mail was slow", "matti")
    assert [entry.user.username for entry in LogEntry.objects.all()] == ["matti", "matti"]


def test_days_in_the_wrong_order_are_refused_in_words(managers_browser: Client):
    answer = managers_browser.post(
        "/admin/reports/annotation/add/", {**ANNOTATION, "last_day": "2026-03-09"}
    )

    assert b"The last day must not be before the first." in answer.content
    assert not Annotation.objects.exists()


RATE = {"channel": "chat", "from_day": "2026-01-01", "per_hour": "42.50", "per_month": "300"}


def test_a_manager_enters_what_a_channel_costs_from_a_day_on(managers_browser: Client):
    for from_day, per_hour in (("2026-01-01", "42.50"), ("2026-07-01", "44")):
        rate = {**RATE, "from_day": from_day, "per_hour": per_hour}
        managers_browser.post("/admin/reports/costrate/add/", rate)

    assert [str(rate.per_hour) for rate in CostRate.objects.all()] == ["44.00", "42.50"]


@pytest.mark.parametrize("wrong", [{"per_hour": "-1"}, {"channel": "fax"}, {"from_day": ""}])
def test_a_cost_that_cannot_be_is_refused(managers_browser: Client, wrong: dict[str, str]):
    answer = managers_browser.post("/admin/reports/costrate/add/", {**RATE, **wrong})

    assert answer.status_code == 200
    assert not CostRate.objects.exists()


def test_a_channel_has_one_rate_a_day(managers_browser: Client):
    for _ in range(2):
        managers_browser.post("/admin/reports/costrate/add/", RATE)

    assert CostRate.objects.count() == 1
