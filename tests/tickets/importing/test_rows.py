"""From a row to its values: what is taken, and in which words the rest is refused."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpdesk.redaction import MARK
from tests.tickets.importing.mappings import FULL
from tickets.importing.errors import BadFile, Refused, Skipped
from tickets.importing.mapping import read_mapping
from tickets.importing.rows import Desk, Line, RowReader
from tickets.importing.sections import Known
from tickets.importing.vocabulary import MOST_NEW, Vocabulary

NOW = datetime(2020, 1, 1, tzinfo=UTC)
ROW = {"number": "1", "opened": "2016-03-01T10:00", "via": "chat"}


def reader(more: str = "", mapping: str = FULL) -> RowReader:
    given = read_mapping(mapping + more)
    desk = Desk(
        Vocabulary("topics", given.topics, {"wi-fi": "wifi"}),
        Vocabulary("teams", given.teams),
        {"anna": 7},
    )
    return RowReader(given, desk, NOW)


def read(one: RowReader, **cells: str | None) -> Line:
    row = {**ROW, **cells}
    return one.read(2, one.key(row), row)


def test_a_row_with_nothing_but_the_needed_says_nothing_else() -> None:
    line = read(reader())

    assert {name: value for name, value in line._asdict().items() if value} == {
        "line": 2,
        "key": "1",
        "at": datetime(2016, 3, 1, 8, tzinfo=UTC),
        "started_at": datetime(2016, 3, 1, 8, tzinfo=UTC),
        "channel": "chat",
    }


@pytest.mark.parametrize(
    ("cells", "field", "value"),
    [
        ({"via": "Telephone"}, "channel", "phone"),
        ({"via": "EMAIL"}, "channel", "email"),
        ({"state": "Done"}, "status", "solved"),
        ({"topic": "Wi-Fi"}, "topic", "wifi"),
        ({"topic": "Kirjaston tilat"}, "topic", "kirjaston-tilat"),
        ({"agent": "ANNA"}, "agent", 7),
        ({"agent": "nobody"}, "agent", None),
        ({"lang": "sv"}, "language", "sv"),
        ({"lang": "de"}, "language", None),
        ({"stars": "4"}, "satisfaction", 4),
        ({"moves": "3.0"}, "transfers", 3),
        ({"mail": "A@uni.example", "name": "Aino"}, "person", "email:a@uni.example"),
        ({"name": " Aino  Kallio "}, "person", "name:Aino Kallio"),
        ({"title": " two\nlines "}, "subject", "two lines"),
        ({"title": "131052-308T"}, "subject", MARK),
        ({"title": None}, "subject", None),
    ],
)
def test_values_are_understood(cells: dict[str, str], field: str, value: object) -> None:
    assert getattr(read(reader(), **cells), field) == value


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"number": " "}, "id is missing"),
        ({"opened": "soon"}, "started_at is no date in any format of the mapping"),
        ({"opened": "2020-01-01T02:00:01"}, "started_at lies in the future"),
        ({"solved": "2021-01-01"}, "solved_at lies in the future"),
        ({"mail": "Aino"}, "requester_email is no e-mail address"),
        ({"mail": "131052-308T@uni.example"}, "requester_email is no e-mail address"),
        ({"moves": "-1"}, "transfers is no number from 0 to 32,767"),
        ({"moves": "32768"}, "transfers is no number from 0 to 32,767"),
        ({"moves": "9" * 5000}, "transfers is no number from 0 to 32,767"),
        (
            {"stars": "6"},
            "satisfaction has a value that [satisfaction.values] does not map to one of 1, 2, 3,"
            " 4, 5",
        ),
        ({"topic": "???"}, "topic has a name without letters"),
    ],
)
def test_what_is_wrong_is_said(cells: dict[str, str], reason: str) -> None:
    with pytest.raises(Refused) as refusal:
        read(reader(), **cells)

    assert refusal.value.reason == reason


@pytest.mark.parametrize(("rule", "channel"), [("walk_in", "walk_in"), ("web", "web")])
def test_unknown_channels_may_become_one(rule: str, channel: str) -> None:
    mapping = FULL.replace(
        "[channels.values]", f'[channels]\nunknown = "{rule}"\n[channels.values]'
    )

    assert read(reader(mapping=mapping), via="pigeon").channel == channel


def test_lines_of_unknown_channels_may_be_left_out() -> None:
    mapping = FULL.replace("[channels.values]", '[channels]\nunknown = "skip"\n[channels.values]')

    with pytest.raises(Skipped):
        read(reader(mapping=mapping), via="pigeon")


def test_what_means_missing_is_missing() -> None:
    one = reader('[file]\nmissing = ["?", "NULL"]\n')

    assert read(one, title="?", topic="NULL", ended=" ").subject is None


def test_a_column_of_anything_makes_no_thousand_topics() -> None:
    topics = Vocabulary("topics", Known(unknown="create"))

    for number in range(MOST_NEW):
        topics.find(f"Ticket {number}")

    with pytest.raises(BadFile) as refusal:
        topics.find("Ticket 1000")
    assert refusal.value.message == (
        "The file would make more than 1,000 topics. Is the column right?"
    )


@given(
    st.dictionaries(st.sampled_from(sorted(read_mapping(FULL).fields.mapped.values())), st.text())
)
def test_any_row_is_taken_or_refused(cells: dict[str, str]) -> None:
    one = reader()
    row = {**ROW, **cells}

    try:
        line = one.read(2, one.key(row), row)
    except Refused:
        return
    texts = "".join(value for value in line if isinstance(value, str))
    assert "\x00" not in texts
    assert texts.encode()
