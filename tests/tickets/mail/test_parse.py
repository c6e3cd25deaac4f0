"""Reading mails, also those that no good program would write."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tickets.mail.letters import letter, raw
from tickets.mail.message import File, Mail
from tickets.mail.parse import parse


def test_a_plain_mail_is_read() -> None:
    assert parse(raw(Content_Language="fi-FI")) == Mail(
        message_id="1@uni.example",
        name="Aino Kallio",
        address="aino@uni.example",
        subject="Tulostin",
        text="Hei, tulostin savuaa",
        sent_at=datetime(2026, 3, 2, 10, tzinfo=UTC),
        references=(),
        language="fi",
        is_automatic=False,
        files=(),
    )


def test_encoded_headers_are_read() -> None:
    mail = parse(
        b"From: =?utf-8?q?P=C3=A4ivi_=C3=96hman?= <paivi@uni.example>\r\n"
        b"Subject: =?iso-8859-1?q?S=E4hk=F6posti_ei?=\r\n =?utf-8?b?IHRvaW1pIPCfmLE=?=\r\n\r\nx"
    )

    assert (mail.name, mail.subject) == ("Päivi Öhman", "Sähköposti ei toimi 😱")


def test_the_plain_part_is_preferred_and_files_are_kept() -> None:
    message = letter("Plain words")
    message.add_alternative("<p>Rich words</p>", subtype="html")
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="näyttö.png")

    mail = parse(message.as_bytes())

    assert mail.text == "Plain words"
    assert mail.files == (File("näyttö.png", "image/png", b"\x89PNG"),)


def test_an_html_mail_becomes_text() -> None:
    message = letter(None)
    message.set_content(
        "<html><head><title>No</title><style>p {color: red}</style></head><body>"
        "<p>Hei,</p><p>tulostin&nbsp;savuaa &amp; palaa<br>nyt</p>"
        "<script>alert(1)</script><ul><li>yksi</li><li>kaksi</li></ul></body></html>",
        subtype="html",
    )

    assert parse(message.as_bytes()).text == (
        "Hei,\n\ntulostin savuaa & palaa\nnyt\n\nyksi\n\nkaksi"
    )


def test_a_mail_in_the_mail_is_a_file_and_not_a_further_text() -> None:
    message = letter("See below")
    message.add_attachment(letter("The other words"))

    mail = parse(message.as_bytes())

    assert mail.text == "See below"
    assert [file.content_type for file in mail.files] == ["message/rfc822"]
    assert b"The other words" in mail.files[0].content


@pytest.mark.parametrize(
    ("charset", "content", "text"),
    [
        (b"utf-8", "päivää".encode("cp1252"), "päivää"),
        (b"us-ascii", "päivää".encode(), "päivää"),
        (b"iso-8859-15", "10 €".encode("iso-8859-15"), "10 €"),
        (b"no-such-charset", "päivää".encode(), "päivää"),
        (b"hex", b"abc", "abc"),
        (b'"\x00"', b"abc", "abc"),
        (b"utf-16", b"abc", "abc"),
    ],
)
def test_an_untrue_charset_does_not_lose_the_words(
    charset: bytes, content: bytes, text: str
) -> None:
    head = b"From: a@uni.example\r\nContent-Type: text/plain; charset=" + charset

    assert parse(head + b"\r\n\r\n" + content).text == text


def test_broken_base64_is_read_as_far_as_it_goes() -> None:
    mail = parse(
        b"From: a@uni.example\r\nContent-Type: text/plain; charset=utf-8\r\n"
        b"Content-Transfer-Encoding: base64\r\n\r\nSGVpIG1h!!YWlsbWE\r\n"
    )

    assert mail.text == "Hei maailma"


def test_without_message_id_and_date_there_is_none() -> None:
    mail = parse(raw(Message_ID="", Date=""))

    assert (mail.message_id, mail.sent_at) == ("", None)


def test_the_time_of_arrival_counts_more_than_the_senders_clock() -> None:
    message = letter(Date="Thu, 01 Jan 1970 00:00:00 +0000")
    message["Received"] = "from a by b; Mon, 02 Mar 2026 12:00:05 +0200"

    assert parse(message.as_bytes()).sent_at == datetime(2026, 3, 2, 10, 0, 5, tzinfo=UTC)


def test_the_thread_is_read_nearest_first() -> None:
    mail = parse(raw(In_Reply_To="<3@x>", References="<1@x> <2@x> <3@x>"))

    assert mail.references == ("3@x", "3@x", "2@x", "1@x")


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Auto_Submitted": "Auto-Generated"},
        {"Precedence": "bulk"},
        {"X_Autoreply": "yes"},
        {"Return_Path": "<>"},
        {"From": "MAILER-DAEMON@uni.example"},
        {"From": "noreply@shop.example"},
    ],
)
def test_the_mails_of_machines_are_told_apart(headers: dict[str, str]) -> None:
    assert parse(raw(**headers)).is_automatic


def test_a_bounce_is_automatic_and_a_person_is_not() -> None:
    bounce = b"From: a@uni.example\r\nContent-Type: multipart/report; boundary=x\r\n\r\n--x--"

    assert parse(bounce).is_automatic
    assert not parse(raw(Auto_Submitted="no", Return_Path="<aino@uni.example>")).is_automatic


def test_a_person_who_writes_to_the_desks_mailing_list_is_no_machine() -> None:
    mail = parse(raw(Precedence="list", List_Id="<desk.uni.example>"))

    assert not mail.is_automatic


LINES = st.sampled_from(
    [
        b"From: ",
        b"From: a@[",
        b'From: "',
        b"From: =?utf-8?b?!!?= <x@y.fi>",
        b"Message-ID: <",
        b"Message-ID: [",
        b"Date: Mon, 99 Foo",
        b"Date: Sun, 06 Nov 99999 08:49:37 +9999",
        b"Received: ;",
        b"Content-Type: multipart/mixed; boundary=x",
        b"Content-Type: multipart/mixed",
        b"Content-Type: message/rfc822",
        b"Content-Type: text/html; charset*=utf-8'en'x",
        b"Content-Transfer-Encoding: base64",
        b"Content-Disposition: attachment; filename*=utf-8''%ff",
        b"Subject: \xff\xfe =?x?q?=?=",
        b"\x00: \x00",
        b"",
        b"--x",
        b"--x--",
        b"words",
    ]
)


def test_a_broken_mail_in_the_mail_is_a_file_all_the_same() -> None:
    forwarded = b"Subject: x\r\nContent-Type: multipart/mixed\r\n\r\nh\xe4lp\r\n"
    head = b"Content-Type: message/rfc822\r\nContent-Disposition: attachment\r\n\r\n"

    (file,) = parse(head + forwarded).files

    assert file.content.startswith(b"Subject: x\n")
    assert b"lp" in file.content


@given(st.lists(LINES | st.binary(max_size=20), max_size=12))
def test_whatever_comes_is_read_without_failing(lines: list[bytes]) -> None:
    assert isinstance(parse(b"\r\n".join(lines)), Mail)
