"""Reads a received mail. Pure; whatever bytes come, it gives a `Mail` and never fails."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email.errors import MessageError
from email.message import EmailMessage
from email.utils import getaddresses, parsedate_to_datetime

from helpdesk.files import File
from helpdesk.redaction import one_line
from tickets.mail.html import text_of
from tickets.mail.message import Mail

# The standard library's header parser fails in these ways on what only spammers and bad gateways
# send; such a header counts as missing.
HEADER_FAULTS = (MessageError, LookupError, ValueError, TypeError, AttributeError, NameError)
BULK = {"bulk", "junk", "auto_reply", "auto-reply"}
"""Not `list`: where the desk's address is a mailing list, every mail of a person says so."""
ROBOTS = ("mailer-daemon", "postmaster", "noreply", "no-reply", "do-not-reply", "donotreply")


def parse(raw: bytes) -> Mail:
    message = email.message_from_bytes(raw, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    name, address = _sender(message)
    plain, rich, files = _parts(message)
    return Mail(
        message_id=next(iter(_ids(_header(message, "Message-ID"))), ""),
        name=name,
        address=address,
        subject=one_line(_header(message, "Subject")),
        text=plain.strip() or text_of(rich),
        sent_at=_date(message),
        references=(
            *_ids(_header(message, "In-Reply-To")),
            *reversed(_ids(_header(message, "References"))),
        ),
        language=_header(message, "Content-Language")[:2].lower(),
        is_automatic=_is_automatic(message, address),
        files=tuple(files),
    )


def _header(message: EmailMessage, name: str) -> str:
    try:
        return str(message.get(name, "")).strip()
    except HEADER_FAULTS:
        return ""


def _sender(message: EmailMessage) -> tuple[str, str]:
    name, address = next(iter(getaddresses([_header(message, "From")])), ("", ""))
    return one_line(name), one_line(address)


def _ids(header: str) -> list[str]:
    return re.findall(r"<([^<>\s]{1,240})>", header) or header.split()[:1]


def _date(message: EmailMessage) -> datetime | None:
    for text in (_header(message, "Received").rpartition(";")[2], _header(message, "Date")):
        try:
            moment = parsedate_to_datetime(text)
            return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
        except (*HEADER_FAULTS, OverflowError):
            continue
    return None


def _is_automatic(message: EmailMessage, address: str) -> bool:
    """Whether a machine wrote it: an absence notice, a bounce, bulk mail (RFC 3834)."""
    return (
        _header(message, "Auto-Submitted").lower() not in ("", "no")
        or _header(message, "Precedence").lower() in BULK
        or bool(_header(message, "X-Autoreply") or _header(message, "X-Autorespond"))
        or _header(message, "Return-Path") == "<>"
        or message.get_content_type() == "multipart/report"
        or address.lower().startswith(ROBOTS)
    )


def _parts(message: EmailMessage) -> tuple[str, str, list[File]]:
    """The plain text, the HTML text, and the files, in the order in which they stand."""
    plain: list[str] = []
    rich: list[str] = []
    files: list[File] = []
    for part in _leaves(message):
        kind = part.get_content_type()
        is_file = part.get_content_disposition() == "attachment" or bool(_file_name(part))
        if not is_file and kind == "text/plain":
            plain.append(_text(part))
        elif not is_file and kind == "text/html":
            rich.append(_text(part))
        else:
            files.append(File(_file_name(part), kind, _content(part)))
    return "\n\n".join(plain), "\n".join(rich), files


def _leaves(message: EmailMessage) -> Iterator[EmailMessage]:
    """The parts that hold something. A mail in the mail is one file, not a further text."""
    if message.get_content_type() == "message/rfc822" or not message.is_multipart():
        yield message
        return
    for part in message.get_payload():
        if isinstance(part, EmailMessage):
            yield from _leaves(part)


def _file_name(part: EmailMessage) -> str:
    try:
        return part.get_filename("") or ""
    except HEADER_FAULTS:
        return ""


def _content(part: EmailMessage) -> bytes:
    if part.is_multipart():
        inner = part.get_payload()
        return b"".join(_written(item) for item in inner if isinstance(item, EmailMessage))
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _written(mail: EmailMessage) -> bytes:
    """A mail in the mail, as far as it can be written down again."""
    try:
        return bytes(mail)
    except UnicodeError:  # it says to have parts, has none, and holds bytes beyond ASCII
        return mail.as_string().encode(errors="replace")


def _text(part: EmailMessage) -> str:
    """The part's words in the stated charset; where that is untrue, as they look best."""
    content = _content(part)
    for charset in (part.get_content_charset("utf-8"), "utf-8"):
        try:
            return content.decode(charset)
        except (LookupError, ValueError):
            continue
    return content.decode("cp1252", errors="replace")
