from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.measures.crossing import Standing, find_crossing
from reports.measures.history import Month
from reports.periods import first_of_month


def months(*counts: tuple[int, int]) -> list[Month]:
    """Months from July 2015 on, each with so many calls and so many chats."""
    return [
        Month(first_of_month(date(2015, 7, 1), n), {"phone": calls, "chat": chats})
        for n, (calls, chats) in enumerate(counts)
    ]


def test_the_story_chat_passes_phone_in_its_fifteenth_month() -> None:
    story = months(*[(1000 - 20 * n, 50 + 48 * n) for n in range(20)])

    crossing = find_crossing(story)

    assert crossing.standing == Standing.PASSED
    assert crossing.month is not None
    assert (crossing.month.start, crossing.nth) == (date(2016, 9, 1), 15)


@pytest.mark.parametrize(
    ("counts", "standing", "start", "nth"),
    [
        ([], Standing.NO_CHAT, None, 0),
        ([(5, 0), (4, 0)], Standing.NO_CHAT, None, 0),
        ([(5, 1), (4, 4)], Standing.BEHIND, None, 0),
        ([(5, 1), (4, 5)], Standing.PASSED, "2015-08-01", 2),
        ([(9, 0), (9, 1), (9, 2), (3, 4), (2, 5)], Standing.PASSED, "2015-10-01", 3),
        ([(5, 9), (5, 1), (5, 6), (5, 7)], Standing.PASSED, "2015-09-01", 3),
        ([(5, 1), (5, 9), (5, 8), (5, 4)], Standing.LAPSED, "2015-09-01", 0),
        ([(5, 1), (5, 9), (5, 5)], Standing.LAPSED, "2015-08-01", 0),
        ([(0, 1), (3, 4)], Standing.ALWAYS_AHEAD, "2015-07-01", 1),
        ([(0, 3), (0, 0), (1, 3)], Standing.PASSED, "2015-09-01", 3),
    ],
)
def test_chat_passed_when_it_stayed_ahead(
    counts: list[tuple[int, int]], standing: Standing, start: str | None, nth: int
) -> None:
    crossing = find_crossing(months(*counts))

    assert crossing.standing == standing
    assert (crossing.month.start.isoformat() if crossing.month else None) == start
    assert crossing.nth == nth


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), max_size=12))
def test_a_crossing_is_what_its_words_say(counts: list[tuple[int, int]]) -> None:
    every = months(*counts)
    crossing = find_crossing(every)

    if crossing.standing == Standing.PASSED:
        assert crossing.month is not None
        i = every.index(crossing.month)
        assert all(chats > calls for calls, chats in counts[i:])
        assert counts[i - 1][1] <= counts[i - 1][0]
        assert i > 0
        assert crossing.lasted == len(counts) - i
    if crossing.standing == Standing.BEHIND:
        assert all(chats <= calls for calls, chats in counts)
