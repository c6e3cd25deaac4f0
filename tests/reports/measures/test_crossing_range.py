"""The month of the crossing, and how sure it is."""

from datetime import date
from random import Random

from reports.measures.crossing_range import crossing_range
from reports.measures.history import Month
from reports.periods import first_of_month


def months(count: int, noise: float, seed: int = 3) -> list[Month]:
    """Calls fall and chats rise evenly until they are level in the fifteenth month."""
    rng = Random(seed)
    return [
        Month(
            first_of_month(date(2015, 7, 1), n),
            {
                "phone": round((1000 - 20 * n) * (1 + noise * rng.uniform(-1, 1))),
                "chat": round((50 + 48 * n) * (1 + noise * rng.uniform(-1, 1))),
            },
        )
        for n in range(count)
    ]


def test_the_less_it_wobbles_the_surer_is_the_month():
    smooth = crossing_range(months(24, 0.02))
    rough = crossing_range(months(24, 0.3))

    assert smooth
    assert rough
    assert smooth[1] - smooth[0] <= rough[1] - rough[0]
    assert date(2016, 7, 1) <= smooth[0] <= smooth[1] <= date(2016, 11, 1)


def test_the_same_months_give_the_same_range():
    assert crossing_range(months(24, 0.2)) == crossing_range(months(24, 0.2))


def test_with_less_than_a_year_nothing_is_said():
    assert crossing_range(months(11, 0.1)) is None


def test_where_chat_is_not_ahead_no_month_is_likely():
    assert crossing_range(months(13, 0.05)) is None
