from datetime import date, timedelta
from decimal import Decimal

import pytest

from reports.filters import Scope
from reports.measures.ratios import Ratio
from reports.measures.weeks import Week
from reports.subsets import Subset
from reports.tiles import HEIGHT, better, ratio_tile, share_bars
from tests.reports.rows import filters


@pytest.mark.parametrize(
    ("change", "less_is_better", "judgement"),
    [
        ("-1.0", True, True),
        ("1.0", True, False),
        ("1.0", False, True),
        ("-0.9", True, None),
        (None, True, None),
    ],
)
def test_a_change_is_judged_from_one_point_on(
    change: str | None, less_is_better: bool, judgement: bool | None
) -> None:
    moved = None if change is None else Decimal(change)

    assert better(moved, less_is_better=less_is_better) is judgement


def test_a_tile_without_answers_shows_no_share_and_leads_nowhere() -> None:
    every = Subset(filters("2026-01-01", "2026-01-28", scope=Scope()))

    tile = ratio_tile("Satisfied", Ratio(0, 0), "{hits} of {n} ratings", every, every)

    assert (tile.figure, tile.change, tile.is_better) == ("–", "–", None)
    assert tile.sample == "0 of 0 ratings"


def test_the_bars_of_a_tile_stand_on_zero() -> None:
    monday = date(2026, 1, 5)
    counts = [(1, 4), (1, 2), (0, 0)]
    weeks = [Week(monday + n * timedelta(7), *count) for n, count in enumerate(counts)]

    bars = share_bars(weeks)

    assert [(bar.y, bar.height) for bar in bars] == [(16.0, 16.0), (0.0, 32.0), (32.0, 0.0)]
    assert all(bar.y + bar.height == HEIGHT for bar in bars)
    assert [bar.title.replace("\u00a0", " ") for bar in bars] == [
        "5 Jan 2026 – 11 Jan 2026: 25.0 %",
        "12 Jan 2026 – 18 Jan 2026: 50.0 %",
        "19 Jan 2026 – 25 Jan 2026: –",
    ]
