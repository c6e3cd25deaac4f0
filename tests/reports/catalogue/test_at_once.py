"""What several chats at once cost, for the same agents."""

from __future__ import annotations

from datetime import timedelta

import pytest

from helpdesk.people.models import Desk, User
from reports.filters import Scope
from reports.periods import Period
from reports.report import Answer
from tests.reports.answered import add_agent, add_answered, add_shift, hand_over
from tests.reports.catalogue.asking import answer
from tests.reports.rows import at
from tickets.models import Contact

pytestmark = pytest.mark.django_db
MONDAY = at("2026-03-02 08:00")


def work(
    *, agents: int = 5, slower: float = 1.0, rating: int | None = None, by_turns: bool = True
) -> None:
    """Five days, an hour with one chat and an hour with three; then gaps are so much longer.

    Which hour comes first goes by turns, or it is always the same.
    """
    for number in range(agents):
        agent = add_agent(f"agent{number}")
        for day in range(5):
            start = MONDAY + timedelta(days=day)
            add_shift(agent, start)
            alone = 10.0 + number + day % 2
            hours = (0, 1) if day % 2 or not by_turns else (1, 0)
            calm, full = (start + timedelta(hours=hour, minutes=2) for hour in hours)
            add_answered(agent, calm, [alone] * 3, minutes=50, rating=rating)
            for _chat in range(3):
                add_answered(agent, full, [alone * slower] * 3, minutes=50, rating=rating)


def asked(desk: Desk, scope: Scope | None = None) -> Answer:
    hand_over()
    return answer(desk, "at-once", "2026-03-01", "2026-03-20", scope=scope)


def test_longer_gaps_at_three_chats_are_told(desk: Desk) -> None:
    work(slower=1.5)

    found = asked(desk)

    assert [row.values[:2] for row in found.grids[0].rows] == [("1", 75), ("3", 225)]
    assert found.sentences[0].startswith(
        "With 3 chats or more at once the same agent's gaps differ by"
    )


def test_equal_gaps_are_not_called_different(desk: Desk) -> None:
    work()

    assert (
        asked(desk)
        .sentences[0]
        .startswith("With 3 chats or more at once the same agent's gaps are not surely different")
    )


def test_where_load_and_hour_always_come_together_nothing_is_claimed(desk: Desk) -> None:
    work(slower=1.5, by_turns=False)

    found = asked(desk)

    assert found.sentences == ("There is not enough to tell what several chats at once cost.",)
    assert found.grids[0].column("same")[0] is None


def test_satisfaction_and_handle_time_stand_beside_it(desk: Desk) -> None:
    work(rating=5)

    _gaps, ratings, handle = asked(desk).grids

    assert [row.values[:2] for row in ratings.rows] == [("1", 25), ("3", 75)]
    assert [str(share) for share in ratings.column("share")] == ["100.0", "100.0"]
    assert [row.values[:2] for row in handle.rows] == [(1, 100)]


def test_handle_times_that_less_than_five_agents_stand_behind_are_left_out(desk: Desk) -> None:
    work()
    start = MONDAY + timedelta(days=7)
    for name in ("agent0", "agent1"):
        agent = User.objects.get(username=name)
        add_shift(agent, start)
        for _chat in range(6):
            add_answered(agent, start, [5], minutes=30)
    Contact.objects.filter(started_at=start).update(concurrency=6)

    *_others, handle = asked(desk).grids

    assert handle.column("at_once") == [1]


def test_days_left_out_are_in_no_handle_time(desk: Desk) -> None:
    work()
    monday = Period(MONDAY.date(), MONDAY.date())

    *_others, handle = asked(desk, Scope(left_out=(monday,))).grids

    assert [row.values[:2] for row in handle.rows] == [(1, 80)]


def test_fewer_than_five_agents_are_not_spoken_of(desk: Desk) -> None:
    work(agents=4)

    assert asked(desk).sentences == (
        "Not enough agents to tell: figures are shown of five agents at least.",
    )
