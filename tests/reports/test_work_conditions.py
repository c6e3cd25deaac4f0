"""Lists of tickets by what happened to them."""

from decimal import Decimal

import pytest
from django.test import Client

from reports.charts.shares import ShareLine, tens_above

pytestmark = pytest.mark.django_db
MARCH = "period=&since=2026-03-01&until=2026-03-31"


@pytest.mark.parametrize(
    "conditions",
    [
        "of=requests&moved=never",
        "of=requests&moved=open-5",
        "of=requests&state=maybe",
        "moved=open",
        "state=solved",
        "hopped-from=pigeon",
        "what=held-2",
    ],
)
def test_a_list_that_is_not_known_is_explained(conditions: str, pages: Client):
    assert pages.get(f"/reports/contacts/?{MARCH}&{conditions}").status_code == 400


@pytest.mark.parametrize(
    "conditions",
    [
        *("of=requests&moved=" + how for how in ("opened", "reopened", "solved", "back", "open")),
        *("of=requests&moved=" + how for how in ("back-tickets", "open-0", "open-91")),
        "of=requests&state=unsolved",
        "hopped-from=chat",
        "what=held-7",
    ],
)
def test_a_known_list_says_what_it_holds(conditions: str, pages: Client):
    page = pages.get(f"/reports/contacts/?{MARCH}&{conditions}")

    assert page.status_code == 200
    assert len(page.context["conditions"]) > 1


def test_a_chart_of_small_shares_ends_at_the_next_tens():
    lines = [ShareLine("a", "chat", (None, Decimal("3.1"))), ShareLine("b", "phone", (None,))]

    assert tens_above(lines) == 10
    assert tens_above([ShareLine("a", "chat", (Decimal(10),))]) == 20
    assert tens_above([ShareLine("a", "chat", (Decimal(100),))]) == 100
