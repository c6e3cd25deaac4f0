from urllib.parse import parse_qsl, urlencode

import pytest
from django.test import Client

from helpdesk.people.models import User
from reports.models import SavedView
from tests.reports.kept import add_chief, add_delivery, add_view

pytestmark = pytest.mark.django_db


def save(pages: Client, **data: str) -> object:
    given = {"slug": "hours", "query": "", "name": "Busy hours", **data}
    return pages.post("/reports/saved/", given)


def test_the_address_is_kept_in_its_canonical_form(pages: Client, manager: User) -> None:
    query = "period=12-months&team=&until=2026-05-31&since=2026-05-01&nonsense=1"

    answer = save(pages, query=query)

    view = SavedView.objects.get()
    assert (view.owner, view.slug, view.is_shared) == (manager, "hours", False)
    assert view.query == "since=2026-05-01&until=2026-05-31"
    assert answer.headers["Location"] == f"/reports/hours/?{view.query}"


def test_the_channel_mix_keeps_all_filters_of_its_page(pages: Client) -> None:
    given = {"of": "requests", "grain": "week", "compare": "year", "without": "marked"}

    save(pages, slug="channel-mix", query=urlencode(given))

    assert dict(parse_qsl(SavedView.objects.get().query)) == given


@pytest.mark.parametrize(
    ("slug", "query", "address"),
    [
        ("hours", "", "/reports/hours/"),
        ("hours", "period=7-days", "/reports/hours/?period=7-days"),
        ("channel-mix", "of=requests", "/reports/channel-mix/?of=requests"),
        ("front", "", "/reports/?of=contacts"),
        ("front", "of=requests", "/reports/?of=requests"),
    ],
)
def test_opened_it_leads_to_its_report(
    pages: Client, manager: User, slug: str, query: str, address: str
) -> None:
    view = add_view(manager, slug=slug, query=query)

    assert pages.get(f"/reports/saved/{view.pk}/").headers["Location"] == address


@pytest.mark.parametrize(
    ("data", "status"),
    [
        ({"name": " "}, 400),
        ({"name": "x" * 81}, 400),
        ({"slug": "nothing"}, 404),
        ({"query": "period=never"}, 400),
    ],
)
def test_what_cannot_be_saved_is_refused(pages: Client, data: dict[str, str], status: int) -> None:
    assert save(pages, **data).status_code == status
    assert not SavedView.objects.exists()


def test_a_report_that_is_no_more_is_said_so(pages: Client, manager: User) -> None:
    view = add_view(manager, slug="gone")

    assert pages.get(f"/reports/saved/{view.pk}/").status_code == 404
    assert pages.get("/reports/saved/").status_code == 200


def test_the_owner_renames_shares_and_deletes_it(pages: Client, manager: User) -> None:
    view = add_view(manager)

    pages.post(f"/reports/saved/{view.pk}/rename/", {"name": "Better", "is_shared": "on"})
    view.refresh_from_db()
    renamed = (view.name, view.is_shared)
    pages.post(f"/reports/saved/{view.pk}/delete/")

    assert renamed == ("Better", True)
    assert not SavedView.objects.exists()


def test_what_others_keep_to_themselves_does_not_exist(pages: Client) -> None:
    view = add_view(add_chief("sari"))

    statuses = [
        pages.get(f"/reports/saved/{view.pk}/").status_code,
        pages.post(f"/reports/saved/{view.pk}/rename/", {"name": "Mine"}).status_code,
        pages.post(f"/reports/saved/{view.pk}/delete/").status_code,
    ]

    assert statuses == [404, 404, 404]
    assert SavedView.objects.get().name == "Quick enough"


def test_the_forms_are_no_ones_but_the_pages(manager: User) -> None:
    stranger = Client(enforce_csrf_checks=True)
    stranger.force_login(manager)

    assert save(stranger).status_code == 403


@pytest.mark.parametrize("n", [1, 3])
def test_the_list_costs_the_same_however_long(
    pages: Client, n: int, django_assert_num_queries: object
) -> None:
    sari = add_chief("sari")
    for number in range(n):
        add_delivery(add_view(sari, f"View {number}", is_shared=True), sari)

    with django_assert_num_queries(4):  # session, user, desk, views
        page = pages.get("/reports/saved/").content.decode()

    assert page.count("Shared by Sari") == n


@pytest.mark.parametrize("slug", ["hours", "channel-mix"])
def test_each_report_offers_to_be_saved_and_frozen(pages: Client, slug: str) -> None:
    page = pages.get(f"/reports/{slug}/?period=7-days").content.decode()

    assert page.count(f'name="slug" value="{slug}"') == 2
    assert page.count('name="query" value="period=7-days"') == 2
