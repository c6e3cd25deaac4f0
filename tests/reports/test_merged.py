"""Tickets that were merged: one request, all their contacts, and every number as long as its list.

The fixtures are those of the catalogue.
"""

import pytest
from django.utils import timezone

from helpdesk.people.models import Desk, User
from reports.actions import build_counts, refresh_counts
from reports.catalogue import REPORTS
from reports.choices import Figure
from reports.models import DirtyMark
from reports.moved import open_at
from reports.report import Report
from reports.subsets import Subset
from tests.reports.catalogue.asking import answer, asked
from tests.reports.catalogue.conftest import desk, year
from tickets.actions import merge_tickets
from tickets.models import Ticket

__all__ = ["desk", "year"]

pytestmark = pytest.mark.django_db


def merge_some(count: int) -> None:
    """Of one person each, the later into the earlier and the other way round."""
    by = User.objects.create_user("anna")
    for place in range(count):
        of_one = Ticket.objects.requests().exclude(status="closed").order_by("pk")
        first = of_one[place]
        other = of_one.filter(requester=first.requester).exclude(pk=first.pk)[place]
        one, kept = (first, other) if place % 2 else (other, first)
        merge_tickets(one, into=kept, by=by)


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.slug)
def test_each_number_is_as_long_as_its_list_after_tickets_were_merged(
    report: Report, year: Desk
) -> None:
    build_counts()
    merge_some(6)
    figures = list(Figure) if "of" in report.uses else [Figure.CONTACTS]
    wrong = [
        (grid.key, column.key, value)
        for figure in figures
        for grid in answer(year, report.slug, figure=figure).grids
        for row in grid.rows
        for column, value, subset in grid.cells(row)
        if subset and subset.rows(year.zone).count() != value
    ]

    assert wrong == []


def test_they_are_one_request_and_all_their_contacts_stay_counted(year: Desk) -> None:
    contacts = Subset(asked(year, "goal").filters)
    requests = Subset(contacts.filters.counting(Figure.REQUESTS))
    before = (contacts.rows(year.zone).count(), requests.rows(year.zone).count())

    merge_some(4)

    after = (contacts.rows(year.zone).count(), requests.rows(year.zone).count())
    assert after == (before[0], before[1] - 4)


def test_the_request_counts_on_the_day_and_by_the_channel_of_the_earlier_ticket(
    year: Desk,
) -> None:
    later = Ticket.objects.exclude(status="closed").order_by("-created_at")[0]
    same = Ticket.objects.filter(requester=later.requester).exclude(pk=later.pk)
    earlier = same.exclude(origin_channel=later.origin_channel).earliest("created_at")

    kept = merge_tickets(earlier, into=later, by=User.objects.create_user("anna"))

    assert list(Ticket.objects.requests().filter(created_at=earlier.created_at)) == [kept]
    assert kept.origin_channel == earlier.origin_channel


def test_the_hours_in_which_both_began_are_marked(year: Desk) -> None:
    build_counts()
    refresh_counts()
    one, kept = Ticket.objects.filter(status="new").order_by("requester", "created_at")[:2]
    begun = {each.created_at.replace(minute=0, second=0, microsecond=0) for each in (one, kept)}
    DirtyMark.objects.all().delete()

    merge_tickets(one, into=kept, by=User.objects.create_user("anna"), other_person=True)

    marked = set(DirtyMark.objects.values_list("at", flat=True))
    assert begun - marked == set()


def test_what_was_open_was_open_until_it_was_merged(year: Desk) -> None:
    """The record of work shrinks by one at the merge; what was before stays as it was."""
    one, kept = Ticket.objects.filter(status="new").order_by("requester", "created_at")[:2]
    moment = timezone.now()
    before = set(open_at(moment))

    merge_tickets(one, into=kept, by=User.objects.create_user("anna"), other_person=True)

    assert set(open_at(moment)) == before
    assert set(open_at(timezone.now())) == before - {one}
