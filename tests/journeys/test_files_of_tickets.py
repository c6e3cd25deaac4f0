"""Files are chosen, dropped and pasted into an answer, and a mail that failed is sent again."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from helpdesk.people.models import Requester, User
from tests.journeys.aside import aside
from tests.journeys.live import LiveDesk
from tickets.actions import open_ticket, record_contact, reply_to_requester
from tickets.models import Attachment, Comment, Ticket
from tickets.querysets import SEND_TRIES

PNG = b"\x89PNG\r\n\x1a\n"
PUT = """([kind, name]) => {
  const box = document.querySelector("#write textarea");
  const given = new DataTransfer();
  const bytes = new Uint8Array([137, 80, 78, 71, 13, 10, 26, 10]);
  given.items.add(new File([bytes], name, {type: "image/png"}));
  const how = {bubbles: true, cancelable: true, dataTransfer: given, clipboardData: given};
  box.dispatchEvent(kind === "drop" ? new DragEvent(kind, how) : new ClipboardEvent(kind, how));
}"""


def make_ticket() -> Ticket:
    """With a reply whose mail was given up."""
    person = Requester.objects.create(name="Aino", email="aino@uni.exampel")
    ticket = open_ticket(record_contact(channel="email", requester=person), subject="Printer")
    author = User.objects.get(username="anna")
    reply = reply_to_requester(ticket, author=author, body="Try again", key=uuid4())
    Comment.objects.filter(pk=reply.pk).update(send_tries=SEND_TRIES, send_fault="address")
    return ticket


def test_files_go_with_an_answer_and_a_failed_mail_is_sent_again(
    desk: LiveDesk, page: Page, faults: list[str], tmp_path: Path
) -> None:
    desk.agent("anna")
    ticket = aside(make_ticket)
    for name, content in (("screen.png", PNG), ("setup.exe", b"MZ")):
        (tmp_path / name).write_bytes(content)
    page.goto(f"{desk.url}/accounts/login/?next=/tickets/{ticket.pk}/")
    page.get_by_label("Login").fill("anna")
    page.get_by_label("Password").fill("anna-secret")
    page.keyboard.press("Enter")

    page.get_by_label("Write").fill("Look at this")
    page.get_by_label("Files").set_input_files([tmp_path / "screen.png", tmp_path / "setup.exe"])
    page.evaluate(PUT, ["drop", "dropped.png"])
    page.evaluate(PUT, ["paste", "pasted.png"])
    expect(page.locator(".chosen [data-part=name]")).to_have_text(
        ["screen.png", "setup.exe", "dropped.png", "pasted.png"]
    )
    note = page.get_by_role("button", name="Keep as internal note")
    note.click()
    expect(page.get_by_text("Take the marked files out")).to_be_visible()
    assert Axe().run(page).violations_count == 0
    page.get_by_role("button", name="Take out setup.exe").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Files")).to_be_focused()
    note.click()
    expect(page.locator(".entry-note .attached a")).to_have_text(
        ["screen.png", "dropped.png", "pasted.png"]
    )

    page.get_by_role("link", name="See why, and send it again").click()
    address = page.get_by_label("Send it to")
    expect(address).to_have_value("aino@uni.exampel")
    address.fill("aino@uni.example")
    page.keyboard.press("Enter")
    expect(page.get_by_text("The mail is on its way to aino@uni.example.")).to_be_visible()
    assert aside(lambda: set(Comment.objects.values_list("send_to", flat=True))) == {
        "",
        "aino@uni.example",
    }
    assert aside(lambda: set(Attachment.objects.values_list("is_public", flat=True))) == {False}
    assert faults == []
