"""Files in a chat, with both sides in browsers of their own."""

from __future__ import annotations

import base64
import re
import struct
import zlib
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, Route, expect

from chat.models import File
from tests.journeys.conftest import Visit
from tests.journeys.console import pane, say, take
from tests.journeys.live import LiveDesk
from tickets.models import Attachment

PASTE = """
([field, encoded]) => {
  const bytes = Uint8Array.from(atob(encoded), (sign) => sign.charCodeAt(0));
  const clipboardData = new DataTransfer();
  clipboardData.items.add(new File([bytes], "image.png", { type: "image/png" }));
  field.dispatchEvent(new ClipboardEvent("paste", {
    clipboardData, bubbles: true, cancelable: true,
  }));
}
"""
CARRY = """
([name, encoded]) => {
  const carried = new DataTransfer();
  const bytes = Uint8Array.from(atob(encoded), (sign) => sign.charCodeAt(0));
  carried.items.add(new File([bytes], name));
  return carried;
}
"""


def picture(width: int = 300, height: int = 200) -> bytes:
    """A PNG that a browser can draw."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + check

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = b"".join(b"\x00" + b"\x12\x43\x6d" * width for _ in range(height))
    parts = chunk(b"IHDR", head), chunk(b"IDAT", zlib.compress(rows)), chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def file(name: str, content: bytes, kind: str = "image/png") -> Any:
    return {"name": name, "mimeType": kind, "buffer": content}


def attach(page: Page, place: Page | Locator, *files: Any) -> None:
    """By the button, as a person does."""
    with page.expect_file_chooser() as choosing:
        place.get_by_role("button", name="Attach files").click()
    choosing.value.set_files(list(files))


def paste(field: Locator, content: bytes) -> None:
    field.page.evaluate(PASTE, [field.element_handle(), base64.b64encode(content).decode()])


def drop(place: Locator, name: str, content: bytes) -> None:
    values = [name, base64.b64encode(content).decode()]
    transfer = place.page.evaluate_handle(CARRY, values)
    place.dispatch_event("dragover", {"dataTransfer": transfer})
    place.dispatch_event("drop", {"dataTransfer": transfer})


def waiting(place: Page | Locator) -> Locator:
    return place.get_by_role("list", name="Files to send").get_by_role("listitem")


def is_drawn(image: Locator) -> None:
    expect(image).to_be_visible()
    assert image.evaluate("image => image.decode().then(() => image.naturalWidth)") > 0


def test_a_visitors_screenshot_reaches_the_agent_and_the_ticket(
    desk: LiveDesk, console: Page, visit: Visit, faults: list[str]
) -> None:
    visitor = visit("Word does not start")
    take(console)

    attach(visitor, visitor, file("error.png", picture()), file("page.png", b"<html>", "image/png"))
    expect(waiting(visitor).first).to_contain_text("Ready to be sent")
    expect(waiting(visitor).last).to_contain_text("“page.png” is not what its ending says")
    visitor.get_by_role("button", name="Send", exact=True).click()
    expect(
        visitor.get_by_text("Not sent yet: try the file again, or leave it out.")
    ).to_be_visible()
    visitor.get_by_role("button", name="Do not send page.png").click()
    visitor.get_by_role("button", name="Send", exact=True).click()

    is_drawn(visitor.get_by_role("log").get_by_role("img", name="error.png"))
    expect(waiting(visitor)).to_have_count(0)
    is_drawn(pane(console).get_by_role("img", name="error.png"))
    console.get_by_role("button", name="Show error.png larger").click()
    expect(console.get_by_role("dialog", name="error.png").get_by_role("img")).to_be_visible()
    assert Axe().run(console).response["violations"] == []
    console.keyboard.press("Escape")
    with console.expect_download() as saving:
        pane(console).get_by_role("button", name="error.png (Download)").click()
    assert saving.value.suggested_filename == "error.png"
    assert saving.value.path().read_bytes() == picture()

    console.keyboard.press("Alt+e")
    console.keyboard.press("Enter")
    expect(visitor.get_by_text(re.compile("Ticket #"))).to_be_visible()
    kept = Attachment.objects.get(name="error.png")
    transcript = bytes(Attachment.objects.get(name="transcript.txt").content).decode()
    assert (bytes(kept.content), kept.is_public) == (picture(), True)
    assert "Aino: [File: error.png" in transcript
    assert faults == []


def test_an_agents_pasted_picture_reaches_the_visitor_once_the_network_lets_it(
    desk: LiveDesk, console: Page, visit: Visit
) -> None:
    visitor = visit("Where do I click?")
    take(console)
    refused: list[str] = []

    def refuse_once(route: Route) -> None:
        if route.request.method == "POST" and not refused:
            refused.append(route.request.url)
            route.abort()
        else:
            route.continue_()

    console.route("**/files/", refuse_once)
    field = pane(console).get_by_role("textbox")
    field.fill("Here:")
    paste(field, picture())
    field.press("Enter")

    expect(pane(console).get_by_text("Goes on when the connection is back")).to_be_visible()
    image = visitor.get_by_role("log").get_by_role("img", name=re.compile("Pasted picture"))
    is_drawn(image)
    expect(visitor.get_by_role("log")).to_contain_text("Here:")
    assert Axe().run(visitor).response["violations"] == []
    File.objects.update(content=b"", seq=99)
    visitor.reload()
    expect(visitor.get_by_text("This file is no longer kept.")).to_be_visible()
    assert len(refused) == 1


def test_files_that_wait_outlast_a_reload_and_a_note_shows_none_to_the_visitor(
    desk: LiveDesk, console: Page, visit: Visit
) -> None:
    visitor = visit("Hello")
    take(console)
    attach(visitor, visitor, file("log.txt", b"It failed", "text/plain"))
    expect(waiting(visitor)).to_contain_text("Ready to be sent")

    visitor.reload()
    expect(waiting(visitor)).to_contain_text("log.txt")
    visitor.get_by_label("Your message").fill("See the log")
    visitor.keyboard.press("Enter")
    expect(pane(console)).to_contain_text("See the log")
    expect(pane(console).get_by_role("button", name="log.txt (Download)")).to_be_visible()

    console.keyboard.press("Alt+i")
    drop(pane(console), "ours.pdf", b"%PDF-1.7 ours")
    expect(waiting(pane(console))).to_contain_text("Ready to be sent")
    pane(console).get_by_role("textbox").press("Enter")
    expect(pane(console).locator(".entry-note")).to_contain_text("ours.pdf")
    console.keyboard.press("Alt+i")
    say(console, "Thank you")
    expect(visitor.get_by_role("log")).to_contain_text("Thank you")
    expect(visitor.get_by_role("log")).not_to_contain_text("ours.pdf")
