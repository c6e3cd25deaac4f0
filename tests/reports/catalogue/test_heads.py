"""Heads of counts say how many of them there are: no status of one chat or ticket."""

import pytest
from django.utils import translation

from helpdesk.people.models import Desk
from tests.reports.catalogue.asking import answer


@pytest.mark.parametrize(
    ("slug", "table", "column", "finnish", "swedish"),
    [
        ("answer-times", "replies", "answered", "Vastatut", "Besvarade"),
        ("told-waits", "lengths", "answered", "Vastatut", "Besvarade"),
        ("lost", "attempts", "solved", "Ratkaistut", "Lösta"),
        ("backlog", "flow", "solved", "Ratkaistut", "Lösta"),
        ("backlog", "ages", "n", "Avoimet", "Öppna"),
        ("quality", "reopened", "solved", "Ratkaistut", "Lösta"),
        ("chats", "chats", "over", "Päättyneet", "Avslutade"),
        ("transfers", "transfers", "transferred", "Siirretyt", "Överförda"),
        ("satisfaction", "ratings", "rated", "Arvioidut", "Bedömda"),
        ("displacement", "arms", "answered", "Vastanneet", "Svarade"),
    ],
)
def test_a_head_of_counts_is_in_the_plural(
    desk: Desk, slug: str, table: str, column: str, finnish: str, swedish: str
) -> None:
    said = []
    for language in ("fi", "sv"):
        with translation.override(language):
            grid = next(each for each in answer(desk, slug).grids if each.key == table)
        said += [each.title for each in grid.columns if each.key == column]

    assert said == [finnish, swedish]
