from decimal import Decimal

import pytest

from reports.measures.channel_mix import channel_mix
from reports.measures.ratios import Ratio
from reports.tiles import HEIGHT, better, ratio_tile, share_bars
from tests.reports.rows import HELSINKI, add_contacts, at, filters


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


def test_a_tile_without_answers_shows_no_share() -> None:
    tile = ratio_tile("Satisfied", Ratio(0, 0), Ratio(0, 0), sample="of %(n)s ratings", more="")

    assert (tile.share, tile.change, tile.is_better) == (None, None, None)
    assert tile.sample == "of 0 ratings"


@pytest.mark.django_db
def test_the_bars_of_a_tile_stand_on_zero() -> None:
    add_contacts("phone", at("2026-01-05 12:00"), 1)
    add_contacts("chat", at("2026-01-05 12:00"), 3)
    add_contacts("phone", at("2026-02-05 12:00"), 1)
    add_contacts("chat", at("2026-02-05 12:00"), 1)
    mix = channel_mix(filters("2026-01-01", "2026-03-31"), zone=HELSINKI)

    bars = share_bars(mix, "phone")

    assert [(bar.y, bar.height) for bar in bars] == [(16.0, 16.0), (0.0, 32.0), (32.0, 0.0)]
    assert all(bar.y + bar.height == HEIGHT for bar in bars)
    assert [bar.title.replace("\u00a0", " ") for bar in bars] == [
        "January 2026: 25.0 %",
        "February 2026: 50.0 %",
        "March 2026: –",
    ]
