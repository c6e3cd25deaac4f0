from datetime import date
from decimal import Decimal

import pytest

from reports.choices import Comparison, Figure, Grain
from reports.measures.channel_mix import channel_mix
from reports.tables import Kind, channel_table
from tests.reports.rows import HELSINKI, add_contacts, at, filters

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
