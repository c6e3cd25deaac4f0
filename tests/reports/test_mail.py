"""The mail of a report: text, page, pictures within it, and the way back."""

from __future__ import annotations

from email import message_from_bytes
from email.message import Message
from types import SimpleNamespace

import pytest

from helpdesk.people.models import Desk
from reports import mail as module
from reports.actions import freeze
from reports.charts.renderer import ChartUnavailable
from reports.documents import make_document
from reports.frozen import Document
from reports.grids import Column, Grid, Kind, Row
from reports.mail import compose, shown_rows
from reports.models import Delivery, Run
from tests.reports.kept import add_chief, add_delivery, add_view, make
from tests.reports.rows import add_chats, at

pytestmark = pytest.mark.django_db
MAY = "since=2026-05-01&until=2026-05-31&grain=month"


@pytest.fixture(autouse=True)
def desk() -> Desk:
    return Desk.objects.create(pk=1, name="Test desk", email="desk@uni.example")


@pytest.fixture
def delivery() -> Delivery:
    sari = add_chief("sari")
    return add_delivery(add_view(sari), sari)


def run_of(slug: str = "answer-times", language: str = "en") -> Run:
    return freeze(slug, MAY, make=make_document, by=None, languages=[language])


def parts(run: Run, delivery: Delivery) -> Message:
    return message_from_bytes(compose(run, delivery).message().as_bytes())


def text_in(message: Message, subtype: str) -> str:
    (part,) = (each for each in message.walk() if each.get_content_subtype() == subtype)
    return part.get_payload(decode=True).decode()


def test_it_holds_text_page_and_pictures_together(delivery: Delivery) -> None:
    add_chats(at("2026-05-05 12:00"), 3)
    message = parts(run_of(), delivery)

    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/related",
        "multipart/alternative",
        "text/plain",
        "text/html",
        "image/png",
    ]
    picture = list(message.walk())[-1]
    assert picture.get_payload(decode=True).startswith(b"\x89PNG")
    assert f'src="cid:{picture["Content-ID"][1:-1]}"' in text_in(message, "html")
    assert message["Auto-Submitted"] == "auto-generated"


def test_sentences_and_tables_stand_in_both_forms(delivery: Delivery) -> None:
    add_chats(at("2026-05-05 12:00"), 3)
    message = parts(run_of(), delivery)

    for subtype in ("plain", "html"):
        text = text_in(message, subtype)
        assert "100.0\u00a0% of 3 chats were answered within 10 seconds" in text
        assert "First replies to chats" in text
        assert "Whole period" in text


def test_plain_tables_stand_in_columns(delivery: Delivery) -> None:
    text = text_in(parts(freeze("x", "", make=make, by=None, languages=["en"]), delivery), "plain")

    assert "By month\n\nChats\n412\n" in text


def test_it_leads_to_the_frozen_copy_where_the_desk_has_an_address(
    delivery: Delivery, settings: SimpleNamespace
) -> None:
    run = run_of()
    without = text_in(parts(run, delivery), "plain")
    settings.PUBLIC_URL = "https://help.uni.example/"

    linked = text_in(parts(run, delivery), "plain")

    assert "http" not in without
    assert f"https://help.uni.example/reports/runs/{run.pk}/" in linked
    assert "https://help.uni.example/reports/mails/" in linked


def test_a_picture_that_cannot_be_drawn_is_left_out(
    delivery: Delivery, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(svg: str) -> bytes:
        raise ChartUnavailable

    monkeypatch.setattr(module.renderer, "png", fail)
    message = parts(run_of(), delivery)

    assert "image/png" not in [part.get_content_type() for part in message.walk()]
    assert "<img" not in text_in(message, "html")


def test_what_a_sheet_could_run_and_a_page_could_show_is_text(delivery: Delivery) -> None:
    def make_bad(slug: str, query: str) -> Document:
        one = make(slug, query)
        object.__setattr__(one.sections[0].answer, "sentences", ("<script>alert(1)</script>",))
        return one

    run = freeze("x", "", make=make_bad, by=None, languages=["en"])

    assert "<script" not in text_in(parts(run, delivery), "html")


def test_of_long_tables_the_latest_rows_and_the_totals_are_shown() -> None:
    rows = tuple(Row((n,)) for n in range(100))
    grid = Grid("days", "Days", (Column("n", "N", Kind.COUNT),), (*rows, Row((-1,), is_total=True)))

    shown = shown_rows(grid)

    assert [row.values[0] for row in shown] == [*range(61, 100), -1]


def test_its_message_id_stays_and_differs_from_the_next(delivery: Delivery) -> None:
    first, second = run_of(), run_of()

    ids = [compose(run, delivery).extra_headers["Message-ID"] for run in (first, first, second)]

    assert ids[0] == ids[1] != ids[2]
    assert ids[0].endswith("@uni.example>")
