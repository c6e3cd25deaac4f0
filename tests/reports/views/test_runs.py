import io
import re
import zipfile
from datetime import date

import pytest
import time_machine
from django.test import Client
from django.utils.html import strip_tags

from helpdesk.people.models import Desk, User
from reports.actions import freeze, write_monthly
from reports.documents import make_document
from reports.models import Run
from reports.paper import pages as paper
from reports.paper.printer import CannotPrint
from tests.reports.kept import add_chief, add_delivery, add_view, make
from tests.reports.rows import add_chats, at
from tickets.models import Contact

pytestmark = pytest.mark.django_db
MAY = "since=2026-05-01&until=2026-05-31&grain=month"


@pytest.fixture
def run() -> Run:
    add_chats(at("2026-05-05 12:00"), 3)
    return freeze("answer-times", MAY, make=make_document, by=None, languages=["en"])


def main_of(page: str) -> str:
    """The figures of a page: from its first sentence to its definitions, links left out."""
    return page[page.index('<p class="lead">') : page.index('<details class="definitions">')]


def words_of(page: str) -> str:
    """The same without what is read out of links alone, which only a live page has."""
    return strip_tags(main_of(page))


def test_a_report_is_frozen_from_its_page(pages: Client, manager: User) -> None:
    answer = pages.post("/reports/runs/", {"slug": "lost", "query": f"{MAY}&nonsense=1"})

    run = Run.objects.get()
    assert answer.headers["Location"] == f"/reports/runs/{run.pk}/"
    assert (run.slug, run.query, run.made_by, run.language) == ("lost", MAY, manager, "en")


def test_the_page_stays_as_it_was_whatever_happens_to_the_facts(pages: Client, run: Run) -> None:
    before = pages.get(f"/reports/runs/{run.pk}/").content.decode()
    Contact.objects.all().delete()
    Desk.objects.create(pk=1, phone_goal_percent=42)

    after = pages.get(f"/reports/runs/{run.pk}/").content.decode()

    assert main_of(after) == main_of(before)
    assert "of 3 chats were answered within 10 seconds" in after


def test_it_shows_the_same_cells_as_the_report_did(pages: Client, run: Run) -> None:
    live = pages.get(f"/reports/answer-times/?{MAY}").content.decode()

    frozen = pages.get(f"/reports/runs/{run.pk}/").content.decode()

    for cell in ("First replies to chats", "100.0\u00a0%", "May 2026", "Whole period"):
        assert words_of(frozen).count(cell) == words_of(live).count(cell) > 0


def test_words_kept_in_another_language_are_read_out_in_it(pages: Client, run: Run) -> None:
    page = pages.get(f"/reports/runs/{run.pk}/", headers={"accept-language": "fi"})
    shown = page.content.decode()

    assert '<html lang="fi"' in shown
    assert re.findall(r'<h1 lang="(..)">([^<]+)</h1>', shown) == [("en", run.title)]
    assert '<div class="stack report" lang="en">' in shown


def test_its_picture_is_drawn_as_it_was(pages: Client, run: Run) -> None:
    address = f"/reports/runs/{run.pk}/0/replies.svg"
    before = pages.get(address).content
    Contact.objects.all().delete()

    after = pages.get(address)

    assert after.content == before
    assert after.headers["Content-Type"] == "image/svg+xml"
    assert pages.get(f"/reports/runs/{run.pk}/1/replies.svg").status_code == 404
    assert pages.get(f"/reports/runs/{run.pk}/0/other.svg").status_code == 404


def test_it_is_fetched_as_pdf_and_as_a_workbook(pages: Client, run: Run) -> None:
    pdf = pages.get(f"/reports/runs/{run.pk}/report.pdf")
    book = pages.get(f"/reports/runs/{run.pk}/report.xlsx")

    assert pdf.content.startswith(b"%PDF-")
    assert pdf.headers["Content-Type"] == "application/pdf"
    assert ".pdf" in pdf.headers["Content-Disposition"]
    assert "xl/workbook.xml" in zipfile.ZipFile(io.BytesIO(book.content)).namelist()


@pytest.mark.parametrize(
    "address", ["/reports/answer-times/report.pdf", "/reports/runs/{}/report.pdf"]
)
def test_without_pango_the_page_says_what_to_install(
    pages: Client, run: Run, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(html: str) -> bytes:
        raise CannotPrint

    monkeypatch.setattr(paper.printer, "pdf", refuse)

    answer = pages.get(address.format(run.pk))

    assert answer.status_code == 503
    assert "apt-get install libpango-1.0-0" in answer.content.decode()


@pytest.mark.parametrize("slug", ["answer-times", "channel-mix", "front"])
def test_every_page_prints(pages: Client, slug: str) -> None:
    add_chats(at("2026-05-05 12:00"), 3)

    pdf = pages.get(f"/reports/{slug}/report.pdf?{MAY}")

    assert (pdf.status_code, pdf.content[:5]) == (200, b"%PDF-")


def test_bad_filters_are_neither_printed_nor_frozen(pages: Client) -> None:
    printed = pages.get("/reports/lost/report.pdf?period=never")
    frozen = pages.post("/reports/runs/", {"slug": "lost", "query": "period=never"})

    assert (printed.status_code, frozen.status_code) == (400, 400)
    assert not Run.objects.exists()


def test_a_monthly_report_is_read_in_the_readers_language(pages: Client) -> None:
    add_chats(at("2026-10-05 12:00"), 3)
    with time_machine.travel(at("2026-11-10 12:00")):
        run = write_monthly(date(2026, 10, 1), make=make_document)

        english = pages.get(f"/reports/runs/{run.pk}/").content.decode()
        list_page = pages.get("/reports/monthly/").content.decode()
        finnish = pages.get(
            f"/reports/runs/{run.pk}/", headers={"accept-language": "fi"}
        ).content.decode()

    assert "Service report, October 2026" in english
    assert "Service report, October 2026" in list_page
    assert "lokakuu 2026" in finnish


def test_a_month_is_written_from_the_page_and_noted_and_approved(
    pages: Client, manager: User
) -> None:
    add_chats(at("2026-09-05 12:00"), 3)
    with time_machine.travel(at("2026-11-10 12:00")):
        pages.post("/reports/monthly/", {"month": "2026-09"})
        run = Run.objects.get()
        pages.post(f"/reports/runs/{run.pk}/note/", {"note": "More people at lunch."})
        pages.post(f"/reports/runs/{run.pk}/approve/")
        again = pages.post(f"/reports/runs/{run.pk}/note/", {"note": "Other"})

        page = pages.get(f"/reports/runs/{run.pk}/").content.decode()

    assert run.query == "month=2026-09"
    assert again.status_code == 409
    assert "More people at lunch." in page
    assert "Approved by matti" in page
    assert "<textarea" not in page


@pytest.mark.parametrize("month", ["2026-11", "9999-12", "1000-01", "soon", ""])
def test_a_month_that_runs_or_is_none_is_refused(pages: Client, month: str) -> None:
    with time_machine.travel(at("2026-11-10 12:00")):
        answer = pages.post("/reports/monthly/", {"month": month})

    assert answer.status_code == 400
    assert not Run.objects.exists()


def test_only_monthly_reports_are_noted_and_approved(pages: Client, run: Run) -> None:
    statuses = [
        pages.post(f"/reports/runs/{run.pk}/{what}/").status_code for what in ("note", "approve")
    ]

    assert statuses == [404, 404]


@pytest.mark.parametrize("n", [1, 3])
def test_the_lists_cost_the_same_however_long(
    pages: Client, n: int, django_assert_num_queries: object
) -> None:
    sari = add_chief("sari")
    delivery = add_delivery(add_view(sari), sari)
    for number in range(n):
        kept = freeze("monthly", f"month=2026-0{number + 1}", make=make, by=sari, languages=["en"])
        Run.objects.filter(pk=kept.pk).update(delivery=delivery, sent_at=kept.up_to)

    with django_assert_num_queries(5):  # session, user, desk, count, rows
        frozen = pages.get("/reports/runs/").content.decode()
    with django_assert_num_queries(4):
        monthly = pages.get("/reports/monthly/").content.decode()

    assert (frozen.count("Service report, "), monthly.count("Not yet")) == (n, n)
