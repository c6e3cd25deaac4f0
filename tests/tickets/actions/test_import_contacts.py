"""Whom, what and which moments an import takes, and what reports make of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from helpdesk.people.models import Requester
from reports.actions import build_counts, refresh_counts
from reports.models import DayMix
from tests.tickets.at_once import at_once
from tests.tickets.importing.mappings import FULL, LOG, MANY, ROW, USUAL, as_csv, run, write
from tickets.actions import import_contacts
from tickets.importing.errors import Busy
from tickets.importing.mapping import read_mapping
from tickets.models import Contact

pytestmark = pytest.mark.django_db


def test_reports_count_what_was_imported(tmp_path: Path) -> None:
    build_counts()

    run(tmp_path, write(tmp_path, "log.csv", LOG), MANY)
    refresh_counts()

    kept = set(DayMix.objects.values_list("figure", "day", "channel", "n"))
    first, second = date(2016, 3, 1), date(2016, 3, 2)
    assert kept == {
        ("contacts", first, "phone", 1),
        ("contacts", second, "email", 1),
        ("requests", first, "phone", 1),
        ("requests", second, "email", 1),
    }


@pytest.mark.django_db(transaction=True)
def test_of_two_imports_at_once_one_is_told_to_wait(tmp_path: Path) -> None:
    file = write(tmp_path, "log.csv", LOG)
    mapping = read_mapping(MANY)
    (tmp_path / "mapping.toml").write_text(MANY)
    inner: list[Any] = []

    def meanwhile(_position: int) -> None:
        inner.extend(at_once(lambda: import_contacts(file, mapping=mapping)))

    import_contacts(file, mapping=mapping, progress=meanwhile)

    assert [type(one) for one in inner] == [Busy]
    assert Contact.objects.count() == 2


def test_people_are_known_by_what_the_file_says_of_them(tmp_path: Path) -> None:
    known = Requester.objects.create(name="Aino", login="aino1")
    namesake = Requester.objects.create(name="Aino Kallio", email="other@uni.example")
    mapping = USUAL.replace("[fields]", '[fields]\nrequester_login = "l"\nrequester_name = "n"')
    content = (
        "number,opened,via,l,n\n"
        "1,01/03/2016 10:00,chat,AINO1,Somebody\n"
        "2,01/03/2016 10:00,chat,,Aino Kallio\n"
        "3,01/03/2016 10:00,chat,,Aino Kallio\n"
        "4,01/03/2016 10:00,chat,,\n"
    )

    run(tmp_path, write(tmp_path, "old.csv", content), mapping)

    one, two, three, four = (
        Contact.objects.get(external_id=f"import:old-desk:{number}").requester for number in "1234"
    )
    assert one == known
    assert two == three != namesake
    assert four
    assert four.name == "Imported from old-desk"


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("ended", "2016-03-01T09:59:59", "it ended before it started"),
        ("answered", "2016-03-01T09:59:59", "it was answered before it started"),
        ("solved", "2016-02-01", "it was solved or closed before it started"),
    ],
)
def test_moments_in_the_wrong_order_are_refused(
    column: str, value: str, reason: str, tmp_path: Path
) -> None:
    said = run(tmp_path, write(tmp_path, "old.csv", as_csv({**ROW, column: value})), FULL)

    assert said[3] == f"1 refused: {reason}. line 2 (“INC1”)"
    assert not Contact.objects.exists()


def test_a_second_line_of_an_id_is_refused_where_a_line_is_a_ticket(tmp_path: Path) -> None:
    content = as_csv(ROW) + as_csv(ROW).splitlines()[1] + "\n"

    said = run(tmp_path, write(tmp_path, "old.csv", content), FULL)

    assert said[3] == (
        "1 refused: its id stands in an earlier line: for many lines a ticket say lines = “many”."
        " line 3 (“INC1”)"
    )
    assert Contact.objects.count() == 1
