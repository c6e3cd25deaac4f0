from datetime import date
from decimal import Decimal

import pytest

from reports.choices import Comparison, Figure, Grain
from reports.measures.channel_mix import channel_mix
from reports.subsets import Subset
from reports.tables import Kind, channel_table
from tests.reports.rows import HELSINKI, add_contacts, add_requests, at, filters

pytestmark = pytest.mark.django_db


def test_the_table_ends_with_the_whole_the_period_before_and_the_change() -> None:
    add_contacts("phone", at("2025-12-05 12:00"), 3)
    add_contacts("phone", at("2026-01-05 12:00"), 1)
    add_contacts("chat", at("2026-01-05 12:00"), 1)

    table = channel_table(channel_mix(filters("2026-01-01", "2026-01-31"), zone=HELSINKI))

    assert [(row.kind, row.label, row.first, row.last) for row in table.rows] == [
        (Kind.BUCKET, "January 2026", date(2026, 1, 1), date(2026, 1, 31)),
        (Kind.TOTAL, "Whole period", date(2026, 1, 1), date(2026, 1, 31)),
        (Kind.BEFORE, "Compared with", date(2025, 12, 1), date(2025, 12, 31)),
        (Kind.CHANGE, "Change (shares in points)", None, None),
    ]
    phone_and_chat = [row.figures[:4] for row in table.rows]
    half = Decimal("50.0")
    assert phone_and_chat == [
        (1, half, 1, half),
        (1, half, 1, half),
        (3, Decimal("100.0"), 0, Decimal("0.0")),
        (-2, -half, 1, half),
    ]
    assert [row.figures[-1] for row in table.rows] == [2, 2, 3, -1]
    assert table.rows[-1].texts[:4] == ["−2", "−50.0", "+1", "+50.0"]


def test_every_column_says_which_figure_it_is() -> None:
    asked = filters("2026-01-01", "2026-01-31", figure=Figure.REQUESTS)

    titles = [c.title for c in channel_table(channel_mix(asked, zone=HELSINKI)).columns]

    assert titles[:5] == [
        "Period",
        "First day",
        "Last day",
        "Phone: requests",
        "Phone: percent of requests",
    ]
    assert titles[-1] == "All channels: requests"
    assert len(titles) == 14


def test_of_nothing_there_is_a_dash_and_never_zero_percent() -> None:
    table = channel_table(channel_mix(filters("2026-01-01", "2026-01-31"), zone=HELSINKI))

    assert [row.texts[:2] for row in table.rows] == [
        ["0", "–"],
        ["0", "–"],
        ["0", "–"],
        ["±0", "–"],
    ]


def test_rows_that_are_not_whole_say_their_days() -> None:
    asked = filters("2026-01-15", "2026-02-28", grain=Grain.MONTH, comparison=Comparison.NONE)

    rows = channel_table(channel_mix(asked, zone=HELSINKI)).body

    assert [(row.is_whole, row.names_days) for row in rows] == [(False, True), (True, False)]


@pytest.mark.parametrize("figure", list(Figure))
def test_each_count_leads_to_a_list_of_exactly_that_length(figure: Figure):
    for month in ("01", "02"):
        add_contacts("phone", at(f"2026-{month}-05 12:00"), 3)
        add_contacts("chat", at(f"2026-{month}-06 23:59"), 2)
        add_requests("web", at(f"2026-{month}-07 12:00"), 4)
    asked = filters("2026-02-01", "2026-02-28", figure=figure)

    table = channel_table(channel_mix(asked, zone=HELSINKI), subset=Subset(asked))

    counted = [
        (count, subset.rows(HELSINKI).count())
        for row in table.rows
        for count, subset in zip(row.figures, row.lists, strict=False)
        if subset
    ]
    assert len(counted) == 18
    assert [pair for pair in counted if pair[0] != pair[1]] == []
