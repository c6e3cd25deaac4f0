from datetime import date

import pytest
import time_machine

from helpdesk.people.models import Desk
from reports.actions import write_monthly, write_owed_monthly
from reports.documents import make_document
from reports.errors import NothingOnRecord, NotOver
from reports.frozen import Document, loaded
from reports.models import Run
from tests.reports.kept import add_chief, make
from tests.reports.rows import add_chats, add_contacts, at
from tests.tickets.at_once import at_once

pytestmark = pytest.mark.django_db
OCTOBER = date(2026, 10, 1)


@pytest.fixture(autouse=True)
def november():
    """Late on a winter's morning, in the desk's zone."""
    Desk.objects.create(pk=1)
    with time_machine.travel(at("2026-11-10 12:00"), tick=False):
        yield


def test_it_is_written_once_whoever_asks() -> None:
    add_contacts("chat", at("2026-10-31 23:59"))
    sari = add_chief("sari")
    first = write_monthly(OCTOBER, make=make, by=sari)
    again = write_monthly(OCTOBER, make=make)

    assert first == again
    assert (first.query, first.made_by, sorted(first.answer)) == (
        "month=2026-10",
        sari,
        ["en", "fi"],
    )


@pytest.mark.django_db(transaction=True)
def test_two_beats_at_once_write_it_once() -> None:
    add_contacts("chat", at("2026-10-05 12:00"))
    first, second = at_once(
        lambda: write_monthly(OCTOBER, make=make), lambda: write_monthly(OCTOBER, make=make)
    )

    assert first == second
    assert Run.objects.count() == 1


def test_a_month_that_is_not_over_is_refused() -> None:
    with pytest.raises(NotOver):
        write_monthly(date(2026, 11, 1), make=make)


def test_a_month_before_the_first_contact_is_refused_with_what_to_choose() -> None:
    add_contacts("chat", at("2026-10-01 00:00"))

    with pytest.raises(NothingOnRecord) as refused:
        write_monthly(date(2026, 9, 1), make=make)

    assert str(refused.value.message) == (
        "No contact is on record of this month. The first is of October 2026: choose that or a"
        " later one."
    )
    assert not Run.objects.exists()


def test_a_desk_without_contacts_has_nothing_to_report_on() -> None:
    with pytest.raises(NothingOnRecord) as refused:
        write_monthly(OCTOBER, make=make)

    assert str(refused.value.message) == (
        "No contact is on record yet: there is nothing to report on."
    )


@pytest.mark.parametrize(
    ("now", "queries"),
    [
        ("2026-11-01 04:59", ["month=2026-09"]),
        ("2026-11-01 05:00", ["month=2026-10"]),
        ("2027-01-01 05:00", ["month=2026-12"]),
    ],
)
def test_it_is_owed_from_the_first_days_morning(now: str, queries: list[str]) -> None:
    add_contacts("chat", at("2026-08-31 12:00"))
    with time_machine.travel(at(now), tick=False):
        write_owed_monthly(make=make)
        write_owed_monthly(make=make)

    assert [run.query for run in Run.objects.all()] == queries


def test_a_desk_that_was_not_there_yet_owes_none() -> None:
    add_contacts("chat", at("2026-11-02 12:00"))

    assert write_owed_monthly(make=make) is None
    assert not Run.objects.exists()


def document() -> Document:
    return loaded(write_monthly(OCTOBER, make=make_document).answer["en"])


def test_it_is_of_one_calendar_month_of_the_desks_zone() -> None:
    add_contacts("phone", at("2026-09-30 23:59"))
    add_contacts("phone", at("2026-10-01 00:00"), 2)
    add_contacts("chat", at("2026-10-31 23:59"), 3)
    add_contacts("chat", at("2026-11-01 00:00"))

    found = document()

    contacts = found.sections[0].answer.grids[0]
    assert found.title == "Service report, October 2026"
    assert [row.values[1] for row in contacts.rows if row.is_total] == [5]
    assert dict(found.sections[0].filters)["Period"] == "1 Oct 2026 – 31 Oct 2026"


def test_it_composes_the_front_figures_and_the_reports_that_belong_to_it() -> None:
    add_chats(at("2026-10-05 12:00"), 3)

    numbers = [section.number for section in document().sections]

    assert numbers[:2] == [0, 9]
    assert set(numbers) <= {0, 9, 11, 16, 19}
