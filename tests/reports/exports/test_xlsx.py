from datetime import date

from django.utils import translation

from reports.definitions import CHANNEL_MIX
from reports.exports.xlsx import to_xlsx
from tests.reports.exports.test_csv import TABLE
from tests.reports.workbook import read_workbook


def test_the_workbook_has_data_definitions_and_filters() -> None:
    book = read_workbook(to_xlsx(TABLE, CHANNEL_MIX, [("Team", "=Campus")]))

    assert list(book) == ["Data", "Definitions", "Filters"]
    assert book["Filters"] == [["Filter", "Value"], ["Team", "=Campus"]]
    assert [row[2] for row in book["Definitions"][1:]] == [
        f"{each.key} {each.version}" for each in CHANNEL_MIX
    ]


def test_numbers_are_numbers_and_days_are_days() -> None:
    data = read_workbook(to_xlsx(TABLE, [], []))["Data"]

    day_zero = date(1899, 12, 30)
    first, last = ((day - day_zero).days for day in (date(2026, 5, 1), date(2026, 5, 31)))
    assert data == [
        ["Period", "First day", "Last day", "Phone", "=Share"],
        ["@May; “2026”, äö", str(first), str(last), "1234", "20.1"],
        ["Change", "–", "–", "-7", "–"],
    ]


def test_numbers_are_the_same_in_finnish() -> None:
    with translation.override("fi"):
        data = read_workbook(to_xlsx(TABLE, [], []))

    assert next(iter(data.values()))[1][3:] == ["1234", "20.1"]
