"""People are erased; what the reports say stays, but for what they said in their own words."""

from __future__ import annotations

from typing import Any

import pytest

from chat.actions import erase_person
from helpdesk.people.choices import PrivacyReason
from helpdesk.people.models import Desk, Requester
from helpdesk.redaction import ERASED
from reports.actions import build_counts, refresh_counts
from reports.catalogue import REPORTS
from reports.report import Report
from tests.reports.catalogue.asking import answer
from tests.roles import user_as
from tickets.models import Contact

WORD = "marsipaanilinna"


def told(desk: Desk, report: Report) -> tuple[list[str], dict[str, Any]]:
    """What a report says: its sentences, and all rows of its tables but people's own words.

    Nor what the counting tells of itself: since when it runs, and when it last counted.
    """
    found = answer(desk, report.slug)
    tables = {grid.key: [row.values for row in grid.rows] for grid in found.grids}
    for key in ("comments", "state"):
        tables.pop(key, None)
    return [str(sentence) for sentence in found.sentences], tables


@pytest.fixture
def erased(year: Desk) -> dict[str, dict[str, Any]]:
    """What each report said from facts and from counts, before and after all were erased."""
    Contact.objects.filter(satisfaction=2).update(survey_comment=WORD)
    said = {"facts": {each.slug: told(year, each) for each in REPORTS}}
    build_counts()
    said["counts"] = {each.slug: told(year, each) for each in REPORTS}
    boss = user_as("superuser")
    for person in Requester.objects.all():
        erase_person(person.pk, by=boss, reason=PrivacyReason.ASKED)
    while refresh_counts():
        pass
    said["after"] = {each.slug: told(year, each) for each in REPORTS}
    return said


def test_every_report_says_the_same_after_all_people_were_erased(
    erased: dict[str, dict[str, Any]],
) -> None:
    assert Contact.objects.filter(erased_at=None).exists() is False
    assert erased["after"] == erased["counts"] == erased["facts"]


def test_what_people_said_in_surveys_is_shown_no_more(year: Desk) -> None:
    Contact.objects.filter(satisfaction=2).update(survey_comment=WORD)
    before, boss = str(answer(year, "satisfaction").grids), user_as("superuser")

    for person in Requester.objects.all():
        erase_person(person.pk, by=boss, reason=PrivacyReason.ASKED)

    after = str(answer(year, "satisfaction").grids)
    assert (WORD in before, WORD in after, ERASED in after) == (True, False, False)
