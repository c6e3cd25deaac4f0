"""A manager looks at the reports, in a real browser."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import Page, expect

from helpdesk.people.choices import Role
from reports.catalogue import REPORTS
from tests.journeys.live import LiveDesk
from tickets.models import Contact

PAGES = [
    "/reports/?of=contacts",
    "/reports/channel-mix/",
    "/reports/channel-mix/?period=24-months&grain=week",
]
WIDER = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
BROKEN_WORDS = """() => {
  const broken = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode;
    if (!text.parentElement.checkVisibility() || text.parentElement.closest(".visually-hidden")) {
      continue;
    }
    for (const word of text.data.matchAll(/[\\p{L}\\p{N}]+/gu)) {
      const range = document.createRange();
      range.setStart(text, word.index);
      range.setEnd(text, word.index + word[0].length);
      const lines = new Set(Array.from(range.getClientRects(), (box) => Math.round(box.top)));
      if (lines.size > 1) broken.push(word[0]);
    }
  }
  return broken;
}"""
"""Words of which one part stands in one line and the rest in the next."""
SHRUNK = """() => Array.from(document.querySelectorAll("img.chart"))
  .filter((image) => image.naturalWidth * 0.9 > image.clientWidth)
  .map((image) => image.currentSrc)"""
"""Pictures that were drawn for more room, so that their letters come out small."""


def months_ago(count: int) -> datetime:
    return timezone.now() - timedelta(days=30 * count)


@pytest.fixture
def manager(desk: LiveDesk, page: Page, faults: list[str]) -> Page:
    """A manager's browser at a desk where chat passed phone two months ago."""
    for month, calls, chats in ((5, 9, 1), (4, 8, 4), (3, 6, 5), (2, 4, 8), (1, 3, 9), (0, 1, 2)):
        at = months_ago(month)
        Contact.objects.bulk_create(
            [Contact(channel="phone", started_at=at) for _ in range(calls)]
            + [
                Contact(
                    channel="chat",
                    started_at=at,
                    ended_at=at,
                    alternative_asked="after",
                    alternative="phone",
                )
                for _ in range(chats)
            ]
        )
    desk.agent("matti", role=Role.MANAGER)
    page.goto(f"{desk.url}/reports/")
    page.get_by_label("Login").fill("matti")
    page.get_by_label("Password").fill("matti-secret")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="How the shift goes")).to_be_visible()
    return page


@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_reports_are_readable_by_everybody(
    manager: Page, desk: LiveDesk, faults: list[str], width: int, scheme: str
) -> None:
    manager.set_viewport_size({"width": width, "height": 900})
    manager.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    for address in PAGES:
        manager.goto(f"{desk.url}{address}", wait_until="networkidle")

        chart = manager.locator("img.chart")
        drawn = chart.evaluate("image => [image.currentSrc, image.naturalWidth > 0]")
        assert (f"scheme={scheme}" in drawn[0]) == (scheme == "dark")
        assert ("size=narrow" in drawn[0], drawn[1]) == (width == 360, True)
        assert Axe().run(manager).response["violations"] == []
        assert not manager.evaluate(WIDER)
    assert faults == []


def test_every_report_is_readable_by_everybody(
    manager: Page, desk: LiveDesk, faults: list[str]
) -> None:
    manager.emulate_media(color_scheme="dark")
    for report in REPORTS:
        for width in (1440, 360):
            manager.set_viewport_size({"width": width, "height": 900})
            manager.goto(f"{desk.url}/reports/{report.slug}/", wait_until="networkidle")

            seen = [manager.evaluate(each) for each in (WIDER, BROKEN_WORDS, SHRUNK)]
            assert (report.slug, width, *seen) == (report.slug, width, False, [], [])
        assert Axe().run(manager).response["violations"] == []
    assert faults == []


def test_filters_are_kept_in_the_address(manager: Page, faults: list[str]) -> None:
    with manager.expect_navigation():
        manager.get_by_role("link", name="Which channels do people use?").click()
    manager.get_by_label("or from").fill("2026-01-31")
    assert manager.get_by_label("Period", exact=True).input_value() == ""

    manager.get_by_label("Period", exact=True).select_option("Last 4 weeks")
    assert manager.get_by_label("or from").input_value() == ""

    manager.get_by_label("Rows").select_option("Weeks")
    manager.get_by_role("button", name="Show").click()
    expect(manager.get_by_role("heading", name="Weeks")).to_be_visible()
    manager.get_by_role("link", name="Requests").click()

    assert manager.url.endswith("/reports/channel-mix/?of=requests&period=4-weeks&grain=week")
    assert faults == []


def test_paper_is_white_in_the_dark_too(manager: Page, desk: LiveDesk) -> None:
    manager.goto(f"{desk.url}/reports/?of=contacts")
    manager.emulate_media(color_scheme="dark", media="print")

    expect(manager.locator("body")).to_have_css("background-color", "rgb(246, 247, 249)")
    chart = manager.locator("img.chart")
    address = chart.get_attribute("src") or ""
    light = f"{desk.url}{address.replace('size=broad', 'scheme=light&size=wide')}"
    expect(chart).to_have_js_property("currentSrc", light)
