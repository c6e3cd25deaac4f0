"""A plan has all contacts of its wish, most of them on office days, more and more by chat."""

from collections import Counter
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from helpdesk.synthetic.plan import Wish, apportion, plan, slices

TODAY = date(2026, 11, 22)
CHRISTMAS = date(2025, 12, 25)


def by_channel(wish: Wish, year: int) -> Counter[str]:
    found: Counter[str] = Counter()
    for cell in plan(wish, ()):
        if cell.day.year == year:
            found[cell.channel] += cell.contacts
    return found


@given(st.integers(1, 3000), st.integers(1, 3))
def test_it_has_exactly_as_many_as_wished_before_today(contacts: int, years: int):
    wish = Wish(contacts, years, TODAY)

    found = plan(wish, ())

    assert sum(cell.contacts for cell in found) == contacts
    assert wish.first <= min(cell.day for cell in found)
    assert max(cell.day for cell in found) < TODAY


@given(st.lists(st.floats(0.01, 100), min_size=1), st.integers(0, 10_000))
def test_shares_of_a_whole_add_up_to_it(weights: list[float], whole: int):
    found = apportion(weights, whole)

    assert sum(found) == whole
    assert min(found) >= 0


def test_people_move_from_phone_to_chat():
    wish = Wish(100_000, 10, TODAY)

    first, last = by_channel(wish, 2017), by_channel(wish, 2026)

    assert first["phone"] > 4 * first["chat"]
    assert last["chat"] > 2 * last["phone"]


def test_few_come_at_weekends_and_on_holidays():
    days = Counter[date]()
    for cell in plan(Wish(100_000, 2, TODAY), [CHRISTMAS]):
        days[cell.day] += cell.contacts

    at_weekends = sum(n for day, n in days.items() if day.weekday() > 4)
    assert at_weekends < 2_000
    assert days[CHRISTMAS] < 10


def test_a_slice_holds_whole_days_and_channels_and_about_as_many_as_asked():
    cells = plan(Wish(10_000, 1, TODAY), ())

    parts = list(slices(cells, 1000))

    assert [cell for part in parts for cell in part] == cells
    assert all(sum(cell.contacts for cell in part) <= 1000 for part in parts)


def test_another_seed_is_another_plan():
    assert plan(Wish(1000, 1, TODAY, seed=1), ()) != plan(Wish(1000, 1, TODAY, seed=2), ())
