from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from reports.exports.csv import harmless, to_csv
from reports.tables import Column, Kind, Row, Table

TABLE = Table(
    (Column("Period"), Column("First day"), Column("Last day"), Column("Phone"), Column("=Share")),
    (
        Row(
            Kind.BUCKET,
            "@May; “2026”, äö",
            date(2026, 5, 1),
            date(2026, 5, 31),
            (1234, Decimal("20.1")),
        ),
        Row(Kind.CHANGE, "Change", None, None, (-7, None)),
    ),
)


def lines(language: str) -> list[str]:
    with translation.override(language):
        return to_csv(TABLE).decode().split("\r\n")


def test_finnish_excel_opens_it() -> None:
    assert lines("fi") == [
        "\ufeffPeriod;First day;Last day;Phone;'=Share",
        '"\'@May; “2026”, äö";2026-05-01;2026-05-31;1234;20,1',
        "Change;–;–;-7;–",
        "",
    ]


def test_english_excel_opens_it() -> None:
    assert lines("en") == [
        "\ufeffPeriod,First day,Last day,Phone,'=Share",
        '"\'@May; “2026”, äö",2026-05-01,2026-05-31,1234,20.1',
        "Change,–,–,-7,–",
        "",
    ]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1"])
def test_text_never_becomes_a_formula(text: str) -> None:
    assert harmless(text) == f"'{text}"


def test_other_text_is_left_alone() -> None:
    assert harmless("Wi-Fi = fine") == "Wi-Fi = fine"
