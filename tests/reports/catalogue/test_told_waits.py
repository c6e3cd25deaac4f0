"""How true the told waits were: against the sums of the chats themselves."""

from __future__ import annotations

from datetime import timedelta
from itertools import count
from random import Random

import pytest

from chat.accuracy import Told, accuracy
from chat.models import Chat
from helpdesk.people.models import Desk
from reports.actions import build_counts
from reports.choices import Grain
from reports.report import Answer
from tests.reports.catalogue.asking import answer
from tests.reports.rows import at
from tickets.models import Contact

pytestmark = pytest.mark.django_db
numbers = count(1)


@pytest.fixture
def desk() -> Desk:
    return Desk.objects.create(pk=1)


def tell(when: str, low: int, high: int | None, waited: float | None, told: int = 30) -> None:
    """A chat over after an hour whose visitor was told a range and waited so long, or left."""
    start = at(when)
    reply = None if waited is None else start + timedelta(seconds=waited)
    end = start + timedelta(hours=1)
    contact = Contact.objects.create(
        channel="chat", started_at=start, first_reply_at=reply, ended_at=end
    )
    Chat.objects.create(
        contact=contact,
        token_hash=f"told{next(numbers)}",
        state="closed",
        language="en",
        opened_at=start,
        ended_at=end,
        told_wait_seconds=told,
        told_low_seconds=low,
        told_high_seconds=high,
    )


def asked(desk: Desk) -> Answer:
    return answer(desk, "told-waits", "2026-03-02", "2026-03-15", grain=Grain.WEEK)


def test_both_ends_of_the_range_are_inside_and_an_open_one_has_no_end(desk: Desk):
    for low, high, waited in ((10, 60, 10), (10, 60, 60), (300, None, 4000), (10, 60, 60.5)):
        tell("2026-03-03 10:00", low, high, waited)
    tell("2026-03-03 10:00", 10, 60, None)

    first = asked(desk).grids[0].rows[0]

    assert [*first.values[1:4], str(first.values[4])] == [5, 4, 3, "75.0"]


def test_bias_and_error_are_those_of_the_chats_one_by_one(desk: Desk):
    rng = Random(3)
    told = []
    for _ in range(40):
        expected, waited = rng.randrange(5, 400), rng.uniform(1, 500)
        hour = rng.randrange(8, 16)
        tell(
            f"2026-03-{rng.randrange(2, 16):02d} {hour:02d}:30", 0, expected + 20, waited, expected
        )
        told.append(Told(expected, 0, expected + 20, waited, hour))
    build_counts()

    periods, hours, lengths = asked(desk).grids

    whole = accuracy(told)
    total = periods.rows[-1].values
    assert total[1:4] == (40, 40, whole.inside)
    assert float(total[6]) == pytest.approx(whole.bias_s, abs=0.051)
    assert float(total[7]) == pytest.approx(whole.error_s, abs=0.051)
    for row in hours.rows:
        of_hour = accuracy(one for one in told if one.hour == int(row.values[0][:2]))
        assert row.values[2:4] == (of_hour.n, of_hour.inside)
    assert sum(lengths.column("answered")) == 40


def test_bad_estimates_are_warned_of_from_thirty_waits_on(desk: Desk):
    for _ in range(29):
        tell("2026-03-03 10:00", 0, 10, 20)
    assert asked(desk).warnings == ()

    tell("2026-03-03 10:00", 0, 10, 20)

    assert asked(desk).warnings == (
        "The estimates are not good: only 0 of 30 waits lay within the told range.",
    )
    assert asked(desk).sentences == (
        "0.0\u00a0% of 30 waits lay within the told range; on the average people waited 10.0 s less"
        " than expected, with a mean error of 10.0 s.",
    )


def test_every_number_leads_to_its_chats(desk: Desk):
    for hour, told, waited in ((9, 10, 5), (9, 11, 500), (14, 5000, None), (14, 1300, 1500)):
        tell(f"2026-03-04 {hour:02d}:00", 0, told + 60, waited, told)
    tell("2026-03-29 03:30", 0, 60, 1)

    found = [
        (value, subset.rows(desk.zone).count(), subset.in_words())
        for grid in asked(desk).grids
        for row in grid.rows
        for _column, value, subset in grid.cells(row)
        if subset
    ]

    assert [each for each in found if each[0] != each[1]] == []
    assert {words for _n, _length, each in found for words in each} == {
        "Told a wait",
        "Told a wait, and answered",
        "Waited as long as told",
        "09–10",
        "14–15",
        "Told up to 10 s",
        "Told up to 20 s",
        "Told more than 1200 s",
    }
