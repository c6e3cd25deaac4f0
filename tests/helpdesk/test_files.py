"""Which files are taken, and under which names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpdesk.files import ACCEPT, KINDS, Limits, Offered, faults, kind_of, safe_name, safe_type

LIMITS = Limits(each=100, together=150, most=3)
PNG = b"\x89PNG\r\n\x1a\n"
ZIP, OLD = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def offered(name: str, head: bytes = b"words", size: int = 10) -> Offered:
    return Offered(name, size, head)


def codes(*files: Offered) -> list[str]:
    return [fault.code for fault in faults(files, LIMITS)]


@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("screen.png", PNG),
        ("SCREEN.PNG", PNG),
        ("photo.jpeg", b"\xff\xd8\xff\xe0"),
        ("phone.heic", b"\x00\x00\x00\x18ftypheic"),
        ("web.webp", b"RIFF\x10\x00\x00\x00WEBP"),
        ("letter.pdf", b"%PDF-1.7"),
        ("letter.pdf", b"a line of a printer\n%PDF-1.7"),
        ("sheet.xlsx", ZIP),
        ("secret.xlsx", OLD),
        ("old.doc", OLD),
        ("notes.txt", "ääkköset".encode()),
        ("windows.log", "error".encode("utf-16")),
        ("all.zip", ZIP),
        ("mail.eml", b"Subject: hi\n"),
    ],
)
def test_what_people_send_to_a_help_desk_is_taken(name: str, head: bytes) -> None:
    assert codes(offered(name, head)) == []


@pytest.mark.parametrize(
    ("name", "head", "code"),
    [
        ("setup.exe", b"MZ", "kind"),
        ("invoice.pdf.js", b"%PDF-", "kind"),
        ("page.html", b"<html>", "kind"),
        ("drawing.svg", b"<svg>", "kind"),
        ("macros.xlsm", ZIP, "kind"),
        ("README", b"words", "kind"),
        (".png", PNG, "kind"),
        ("", b"words", "kind"),
        ("gpj.\u202eexe", b"\xff\xd8\xff", "kind"),
        ("setup.png", b"MZ\x90\x00", "content"),
        ("setup.txt", b"MZ\x90\x00", "content"),
        ("page.pdf", b"<html>", "content"),
        ("old.docx", b"words", "content"),
    ],
)
def test_what_runs_or_is_not_what_its_name_says_is_refused(
    name: str, head: bytes, code: str
) -> None:
    assert codes(offered(name, head)) == [code]


def test_the_limits_themselves_may_be_reached() -> None:
    assert codes(offered("a.txt", size=100), offered("b.txt", size=50)) == []


@pytest.mark.parametrize(
    ("sizes", "found"),
    [
        ([0], ["empty"]),
        ([101], ["too_large"]),
        ([100, 51], ["too_large_together"]),
        ([1, 1, 1, 1], ["too_many"]),
        ([101, 0, 100, 1], ["too_large", "empty", "too_many", "too_large_together"]),
    ],
)
def test_too_much_is_refused_file_by_file_and_together(sizes: list[int], found: list[str]) -> None:
    files = [offered(f"{number}.txt", size=size) for number, size in enumerate(sizes)]

    assert codes(*files) == found


def test_a_refusal_names_the_file_without_what_must_not_be_repeated() -> None:
    (fault,) = faults([offered("C:\\131052-308T.exe")], LIMITS)

    assert fault.message == (
        "“▇▇▇▇▇▇-▇▇▇▇.exe” is of a kind that is not taken. Send pictures, PDF, office documents,"
        " text or ZIP."
    )


def test_limits_are_told_in_megabytes() -> None:
    limits = Limits(each=1_572_864, together=10_485_760, most=3)
    messages = [
        fault.message
        for fault in faults([offered("a.txt", size=6_000_000), offered("b.txt", size=1)], limits)
        + faults([offered(f"{n}.txt", size=1_500_000) for n in range(7)], limits)
    ]

    assert messages == [
        "“a.txt” is larger than 1.5 MB. Send a smaller one, or a link to it.",
        "These are 7 files. Send at most 3 at once.",
        "Together the files are larger than 10 MB. Leave some of them out.",
    ]


def test_a_kind_says_what_it_is_sent_as() -> None:
    kinds = [kind_of(name) for name in ("a.PNG", "b.tar.exe", "c")]

    assert kinds == [KINDS["png"], None, None]
    assert ACCEPT.startswith(".png,.jpg,")


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("photo.png", "photo.png"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\aino\\näyttö.png", "näyttö.png"),
        ("a\x00b\r\nContent-Type: x.txt", "ab Content-Type_ x.txt"),
        ("gnp.\u202eexe.txt", "gnp.exe.txt"),
        ("131052-308T.pdf", "▇▇▇▇▇▇-▇▇▇▇.pdf"),
        (".htaccess", "htaccess"),
        ("", "file"),
        ("...", "file"),
        ("folder/", "folder"),
        ("x" * 300 + ".jpeg", "x" * 120 + ".jpeg"),
    ],
)
def test_names_are_made_safe(name: str, safe: str) -> None:
    assert safe_name(name) == safe


@given(st.text())
def test_any_name_becomes_a_plain_one(name: str) -> None:
    safe = safe_name(name)

    assert 0 < len(safe) <= 141
    assert not set(safe) & set('/\\\0\r\n<>:"|?*')
    assert safe not in (".", "..")


@pytest.mark.parametrize(
    ("stated", "kept"),
    [
        ("text/plain; charset=utf-8", "text/plain; charset=utf-8"),
        ("image/svg+xml", "image/svg+xml"),
        ("text/html\r\nX-Evil: 1", "application/octet-stream"),
        ("nonsense", "application/octet-stream"),
        ("a/" + "b" * 200, "application/octet-stream"),
    ],
)
def test_a_strange_type_is_not_repeated(stated: str, kept: str) -> None:
    assert safe_type(stated) == kept
