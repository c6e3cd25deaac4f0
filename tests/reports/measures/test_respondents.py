"""Who answers, and what all would have answered."""

import pytest

from reports.measures.respondents import Cell, evened, grouped, is_uneven, together, weighed


def cell(outcome: str, part: int, n: int, answered: int, displaced: int) -> Cell:
    return Cell("chat", 1, outcome, part, n, n, answered, displaced, 0, 0)


def test_each_kind_weighs_as_much_as_it_came():
    kinds = [cell("solved", 0, 100, 50, 50), cell("open", 3, 300, 50, 25)]

    found = weighed(kinds)

    assert found
    assert found.share == pytest.approx(0.25 * 1.0 + 0.75 * 0.5)
    assert found.covered == 1.0


def test_kinds_with_few_answers_are_weighed_as_one():
    kinds = [cell("solved", 0, 80, 20, 20), cell("open", 1, 10, 4, 0), cell("open", 2, 10, 4, 4)]

    found = weighed(kinds)

    assert found
    assert found.share == pytest.approx(0.8 * 1.0 + 0.2 * 0.5)


def test_kinds_without_any_answers_are_said_not_to_be_covered():
    found = weighed([cell("solved", 0, 60, 20, 10), *[cell("open", 1, 40, 0, 0)]])

    assert found
    assert (found.share, found.covered) == (0.5, 0.6)


@pytest.mark.parametrize("kinds", [[], [cell("solved", 0, 60, 0, 0)]])
def test_without_answers_there_is_no_share(kinds):
    assert weighed(kinds) is None


def test_groups_add_up_to_the_whole():
    kinds = [cell("solved", part, 10 + part, part, part) for part in range(4)]

    groups = grouped(kinds, lambda each: each.part % 2)

    assert together(groups.values()) == together(kinds)
    assert groups[1].n == 11 + 13


def month(n: int, asked: int, answered: int = 0, displaced: int = 0) -> Cell:
    return Cell("", 0, "", 0, n, asked, answered, displaced, 0, 0)


@pytest.mark.parametrize(
    ("months", "uneven"),
    [
        ([month(400, 400), month(400, 200)], True),
        ([month(400, 100), month(400, 101), month(400, 92)], False),
        ([month(4, 4), month(4, 2)], False),  # by chance
        ([month(400, 400), month(400, 0)], True),
        ([month(400, 400), month(0, 0)], False),
        ([], False),
    ],
)
def test_where_another_part_was_asked_is_told_by_who_was_asked(months, uneven):
    assert is_uneven(months) is uneven


def test_months_in_which_fewer_were_asked_weigh_by_their_chats():
    found = evened([month(400, 400, 200, 200), month(400, 100, 50, 25)])

    assert found
    assert (found.share, found.covered) == (0.75, 1.0)
