"""Tiring is told from busy afternoons, and nothing is told about few."""

from __future__ import annotations

from datetime import timedelta
from random import Random

import pytest

from chat.models import Chat, Event, Participation
from helpdesk.people.models import Desk
from reports.report import Answer
from tests.reports.answered import add_agent, add_answered, add_shift, hand_over
from tests.reports.catalogue.asking import answer
from tests.reports.rows import at

pytestmark = pytest.mark.django_db
MONDAY = at("2026-03-02 08:00")
HOURS = (0, 2, 5, 7)


def work(*, agents: int = 5, days: int = 5, tired: float = 1.0, busy: bool = False) -> None:
    """Weeks of the same agents, each with a pace; `tired`: so many times as slow after 4 hours.

    Where it is busy, the slower agents have most of their chats in the late hours.
    """
    rng = Random(2)
    for number in range(agents):
        agent = add_agent(f"agent{number}")
        for day in range(days):
            start = MONDAY + timedelta(days=day)
            add_shift(agent, start)
            for hour in HOURS:
                gap = 8 * (number + 1) * (tired if hour >= 4 else 1)
                often = 9 if busy and (hour >= 4) == (number >= agents // 2) else 2
                gaps = [gap * rng.uniform(0.8, 1.25) for _ in range(often)]
                add_answered(agent, start + timedelta(hours=hour, minutes=5), gaps, minutes=50)


def asked(desk: Desk) -> Answer:
    hand_over()
    return answer(desk, "tiring", "2026-03-01", "2026-03-20")


def test_who_slows_down_is_seen(desk: Desk) -> None:
    work(tired=1.5)

    found = asked(desk)

    assert found.sentences == (
        "Answers slow down: for the same agent with the same load, gaps after 4 hours are longer"
        " by +49.2 % (95 % band +41.5 to +57.4 %).",
    )


def test_who_becomes_faster_is_not_called_shorter_by_less_than_nothing(desk: Desk) -> None:
    work(tired=0.5)

    (sentence,) = asked(desk).sentences

    assert sentence.startswith("Answers become faster: for the same agent with the same load, gaps")
    assert " hours differ by −" in sentence


def test_a_busy_afternoon_of_slow_agents_is_no_tiring(desk: Desk) -> None:
    work(busy=True)

    found = asked(desk)

    assert found.sentences[0].startswith("No tiring can be seen")
    gaps = found.grids[0]
    all_of_them, same = gaps.column("all"), gaps.column("same")
    assert float(all_of_them[-1]) > 1.5 * float(all_of_them[0])
    assert float(same[-1]) == pytest.approx(float(same[0]), rel=0.1)


def test_fewer_than_five_agents_are_not_spoken_of(desk: Desk) -> None:
    work(agents=4)

    found = asked(desk)

    assert (found.sentences, found.grids, found.pictures) == (
        ("Not enough agents to tell: figures are shown of five agents at least.",),
        (),
        (),
    )


def test_an_hour_that_one_of_five_did_not_work_is_left_empty(desk: Desk) -> None:
    work()
    late = Chat.objects.filter(agent__username="agent0", opened_at__hour=13)
    Event.objects.filter(chat__in=late).delete()
    Participation.objects.filter(chat__in=late).delete()

    rows = asked(desk).grids[0].rows

    assert [(row.values[0], row.values[1]) for row in rows] == [
        ("0–1", 50),
        ("2–3", 50),
        ("5–6", 50),
        ("7–8", None),
    ]
    assert [row.is_provisional for row in rows] == [False, False, False, True]
    assert rows[-1].values[1:] == (None,) * 9


@pytest.mark.parametrize(("days", "shown", "pale"), [(1, 10, True), (3, 30, False)])
def test_rows_of_few_answers_are_pale(desk: Desk, days: int, shown: int, pale: bool) -> None:
    work(days=days)

    row = asked(desk).grids[0].rows[0]

    assert (row.values[1], row.is_provisional) == (shown, pale)


def test_without_days_enough_for_a_band_nothing_is_claimed(desk: Desk) -> None:
    work(days=1, tired=3.0)

    assert asked(desk).sentences == ("There is not enough to tell whether agents tire.",)


def test_too_few_ratings_say_how_many_more_are_needed(desk: Desk) -> None:
    work(days=1)

    assert asked(desk).notes == (
        "Not enough ratings to tell: there are 0; to see 80 % apart from 90 % takes about 398"
        " more.",
        "Answers of 1 Mar 2026 – 20 Mar 2026.",
    )


def test_no_agent_is_named(desk: Desk) -> None:
    work(days=1)
    found = asked(desk)

    values = {str(value) for grid in found.grids for row in grid.rows for value in row.values}

    assert [value for value in values if "gent" in value] == []


def test_it_takes_two_statements_for_all(desk: Desk, django_assert_num_queries) -> None:
    work(days=1)
    hand_over()

    with django_assert_num_queries(2):
        answer(desk, "tiring", "2026-03-01", "2026-03-20")
