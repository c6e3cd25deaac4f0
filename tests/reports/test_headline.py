"""The shift in one sentence: the share, the path, and the month in which chat passed phone."""

from datetime import date
from decimal import Decimal

import pytest

from helpdesk.people.models import Desk
from reports import headline
from reports.choices import Figure
from reports.front import look_at
from reports.measures.crossing import Crossing, Standing
from reports.measures.history import Month
from reports.models import Target
from reports.outlook import Wanted
from reports.report import Asked
from tests.reports.rows import add_chats, add_contacts, add_requests, at, filters

TODAY = date(2026, 11, 21)
DAY = date(2026, 11, 15)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def path(percent: str) -> Wanted:
    target = Target(
        from_day=date(2026, 11, 10),
        from_percent=Decimal(percent),
        to_day=date(2026, 11, 20),
        to_percent=Decimal(percent) - 10,
    )
    return Wanted(target.to_percent, target.to_day, target)


@pytest.mark.parametrize(
    ("wanted", "share", "expected"),
    [
        (path("18.5"), "12.4", ", 1.1 points ahead of the path"),
        (path("15.4"), "12.4", ", 2.0 points behind the path"),
        (path("17.4"), "12.4", ", on the path"),
        (Wanted(Decimal(10), None), "12.4", ", 2.4 points above the goal of 10.0 %"),
        (Wanted(Decimal(10), None), "10.0", ", within the goal of 10.0 %"),
    ],
)
def test_the_share_is_held_against_the_path_or_the_goal(
    wanted: Wanted, share: str, expected: str
) -> None:
    assert plain(headline.against(wanted, Decimal(share), DAY)) == expected


def asked(figure: Figure) -> Asked:
    return Asked(filters("2026-01-01", "2026-11-21", figure=figure), Desk(pk=1), TODAY)


@pytest.mark.django_db
def test_the_headline_is_of_requests_and_names_the_crossing_of_contacts() -> None:
    for month, calls, chats in (("08", 30, 10), ("09", 20, 10), ("10", 10, 40)):
        add_contacts("phone", at(f"2026-{month}-20 12:00"), calls)
        add_chats(at(f"2026-{month}-20 12:00"), chats)
    add_requests("phone", at("2026-10-19 00:00"), 1)
    add_requests("web", at("2026-11-15 23:59"), 3)
    add_requests("phone", at("2026-11-16 00:00"), 9)
    add_requests("phone", at("2026-10-18 23:59"), 9)

    requests, contacts = (look_at(asked(figure)) for figure in (Figure.REQUESTS, Figure.CONTACTS))

    assert plain(headline.headline(requests)) == (
        "Phone 25.0 % of requests in the last four full weeks,"
        " 15.0 points above the goal of 10.0 %;"
        " in contacts, chat passed phone in October 2026."
    )
    assert plain(headline.headline(contacts)).startswith(
        "Phone 20.0 % of contacts in the last four full weeks, 10.0 points above"
    )


@pytest.mark.django_db
@pytest.mark.parametrize("figure", Figure)
def test_of_nothing_there_is_no_share(figure: Figure) -> None:
    front = look_at(asked(figure))

    assert headline.said(front) == (
        f"No {figure.value} in the last four full weeks.",
        "No whole month with chat is on record yet.",
        "Whether calls fall can be said after 104 weeks; 0 are on record.",
    )


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ((2016, 8), (2016, 10), "(80 %: August to October)"),
        ((2016, 9), (2016, 9), "(80 %: September)"),
        ((2016, 9), (2017, 1), "(80 %: September 2016 to January 2017)"),
    ],
)
def test_the_range_of_the_crossing_is_short(
    first: tuple[int, int], last: tuple[int, int], expected: str
) -> None:
    month = Month(date(2016, 9, 1), {})
    likely = (date(*first, 1), date(*last, 1))
    crossing = Crossing(Standing.PASSED, month, 15, month, 1, likely)

    found = headline._passed(crossing)

    assert found == f"; in contacts, chat passed phone in September 2016 {expected}"
