"""Changes told apart into what they are made of: the parts add up, always."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.measures.split import Group, demand, split

COUNTS = st.tuples(st.integers(0, 50), st.integers(0, 50), st.integers(0, 50), st.integers(0, 50))


def group(phone0: int, other0: int, phone1: int, other1: int, name: str = "x") -> Group:
    return Group(name, phone0, phone0 + other0, phone1, phone1 + other1)


def test_calls_that_fall_though_demand_grows():
    found = demand(200, 1000, 150, 1100)

    assert found
    assert round(found.change, 6) == -25
    assert round(found.by_whole, 6) == 10
    assert (1 + found.by_whole / 100) * (1 + found.by_share / 100) == pytest.approx(0.75)


@pytest.mark.parametrize("counts", [(0, 10, 1, 10), (1, 10, 0, 10), (0, 0, 0, 0)])
def test_a_change_from_or_to_nothing_is_not_told_apart(counts: tuple[int, ...]):
    assert demand(*counts) is None


def test_groups_that_all_fell_while_the_whole_rose_tell_the_opposite():
    students = Group("students", 60, 600, 36, 400)
    staff = Group("staff", 140, 400, 192, 600)

    found = split([students, staff])

    assert found
    assert round(found.change, 1) == 2.8
    assert round(found.within, 1) == -2.0
    assert found.tells_the_opposite


@given(st.lists(COUNTS, min_size=1, max_size=6))
def test_within_and_mix_add_up_to_the_change(counts: list[tuple[int, ...]]):
    groups = [group(*each) for each in counts]
    part0, whole0, part1, whole1 = (
        sum(getattr(g, name) for g in groups) for name in ("part0", "whole0", "part1", "whole1")
    )

    found = split(groups)

    if not whole0 or not whole1:
        assert found is None
    else:
        assert found
        assert found.change == pytest.approx(100 * (part1 / whole1 - part0 / whole0))


def test_one_group_has_no_mix():
    found = split([group(20, 80, 10, 90)])

    assert found
    assert (found.within, found.mix) == (pytest.approx(-10), pytest.approx(0))


def test_a_group_that_is_new_is_all_mix():
    found = split([group(20, 80, 20, 80, "old"), group(0, 0, 50, 50, "new")])

    assert found
    new = found.groups[1]
    assert (new.within, new.mix) == (0, pytest.approx(25))
