import re

import pytest
from django.test import Client

from helpdesk.people.choices import Role, Weekday
from helpdesk.people.models import User
from reports.models import Delivery, Result, SavedView
from tests.reports.kept import add_chief, add_delivery, add_run, add_view
from tests.reports.rows import at

pytestmark = pytest.mark.django_db


@pytest.fixture
def view(manager: User) -> SavedView:
    User.objects.filter(pk=manager.pk).update(email="matti@desk.example")
    return add_view(manager)


def schedule(pages: Client, view: SavedView, recipient: User, **data: str) -> object:
    given = {"view": view.pk, "recipient": recipient.pk, "rhythm": "weekly", "weekday": "2"}
    return pages.post("/reports/mails/", {**given, "hour": "8", **data})


def test_a_mail_is_scheduled_to_oneself(pages: Client, view: SavedView, manager: User) -> None:
    answer = schedule(pages, view, manager, band_low="80")

    delivery = Delivery.objects.get()
    assert answer.status_code == 302
    assert (delivery.view, delivery.recipient) == (view, manager)
    assert (delivery.rhythm, delivery.weekday, delivery.hour) == ("weekly", 2, 8)
    assert (delivery.band_low, delivery.band_high) == (80, None)


@pytest.mark.parametrize("weekday", ["0", ""])
def test_a_weekly_mail_comes_on_mondays_unless_told_otherwise(
    pages: Client, view: SavedView, manager: User, weekday: str
) -> None:
    answer = schedule(pages, view, manager, weekday=weekday)

    delivery = Delivery.objects.get()
    assert answer.status_code == 302
    assert (delivery.weekday, delivery.next_at.weekday()) == (Weekday.MONDAY, Weekday.MONDAY)


def test_only_people_who_see_reports_and_have_an_address_can_be_chosen(
    pages: Client, view: SavedView
) -> None:
    add_chief("sari", last_name="Salo")
    add_chief("anna", role=Role.AGENT)
    User.objects.create_user("liisa", role=Role.MANAGER)
    add_chief("gone", is_active=False)

    page = pages.get("/reports/mails/").content.decode()

    chooser = re.search(r'<select name="recipient".*?</select>', page, re.DOTALL)
    assert chooser
    assert re.findall(r">([^<>]+)</option>", chooser[0]) == ["matti", "Sari Salo"]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ({"band_low": "30", "band_high": "20"}, "The band ends before it begins."),
        ({"hour": "24"}, "Select a valid choice."),
        ({"rhythm": "yearly"}, "Select a valid choice."),
        ({"band_low": "101"}, "less than or equal to 100"),
    ],
)
def test_what_cannot_be_scheduled_is_explained(
    pages: Client, view: SavedView, manager: User, data: dict[str, str], told: str
) -> None:
    answer = schedule(pages, view, manager, **data)

    assert answer.status_code == 400
    assert told in answer.content.decode()
    assert not Delivery.objects.exists()


def test_a_report_without_a_headline_knows_no_band(
    pages: Client, view: SavedView, manager: User
) -> None:
    SavedView.objects.update(slug="hours")

    answer = schedule(pages, view, manager, band_high="20")

    assert "This report has no single share" in answer.content.decode()


def test_twice_the_same_is_refused_on_the_page(
    pages: Client, view: SavedView, manager: User
) -> None:
    schedule(pages, view, manager)

    answer = schedule(pages, view, manager)

    assert answer.status_code == 400
    assert "gets this view so often already" in answer.content.decode()


def test_a_view_of_somebody_else_is_mailed_to_oneself_only(pages: Client, view: SavedView) -> None:
    sari = add_chief("sari")
    shared = add_view(sari, "Shared", is_shared=True)

    answer = schedule(pages, shared, sari)

    assert "only mail to yourself" in answer.content.decode()
    assert not Delivery.objects.exists()


def test_it_is_paused_started_and_ended(pages: Client, view: SavedView, manager: User) -> None:
    delivery = add_delivery(view, manager)
    states = []
    for active in ("0", "1"):
        pages.post(f"/reports/mails/{delivery.pk}/switch/", {"active": active})
        delivery.refresh_from_db()
        states.append(delivery.is_active)
    pages.post(f"/reports/mails/{delivery.pk}/delete/")

    assert states == [False, True]
    assert not Delivery.objects.exists()


def test_the_page_says_why_a_mail_stopped(pages: Client, view: SavedView) -> None:
    sari = add_chief("sari")
    add_delivery(view, sari, is_active=False, last_result=Result.NO_RIGHT, last_at=view.made_at)

    page = pages.get("/reports/mails/").content.decode()

    assert "Paused" in page
    assert "Stopped: the recipient may not see reports any more" in page


@pytest.mark.parametrize(
    ("is_made", "is_active", "told"),
    [
        (False, True, "Could not be made; it is tried again at 5 May 2026, 07:08"),
        (True, True, "Could not be mailed; it is tried again at 5 May 2026, 07:08"),
        (False, False, "Could not be made"),
        (True, False, "Could not be mailed"),
    ],
)
def test_the_page_says_what_failed_and_when_it_is_tried_again(
    pages: Client, view: SavedView, manager: User, is_made: bool, is_active: bool, told: str
) -> None:
    hour = at("2026-05-05 07:00")
    failed = {"tries": 3, "last_at": at("2026-05-05 07:01"), "last_result": Result.FAILED}
    delivery = add_delivery(view, manager, next_at=hour, is_active=is_active, **failed)
    add_run(delivery, due_at=at("2026-05-04 07:00"))
    if is_made:
        add_run(delivery, due_at=hour)

    page = pages.get("/reports/mails/").content.decode()

    assert re.findall(r"Could not [^<]+", page) == [told + "\n"]


@pytest.mark.parametrize("n", [1, 3])
def test_the_list_costs_the_same_however_long(
    pages: Client, view: SavedView, n: int, django_assert_num_queries: object
) -> None:
    for number in range(n):
        add_delivery(view, add_chief(f"sari{number}"))

    # session, user, desk, mails; views, and people, to choose from
    with django_assert_num_queries(6):
        page = pages.get("/reports/mails/").content.decode()

    assert page.count("/switch/") == n
