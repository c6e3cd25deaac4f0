"""What may be a file of a conversation, and what it is called. Pure rules.

What people choose in a page of ours passes `faults` before it is kept. What comes by mail is kept
whatever it is, since nobody would send it again; all of it is downloaded, never shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from django.conf import settings
from django.utils.translation import gettext as _

from helpdesk.redaction import clean, clean_asked, one_line

MEGABYTE = 1024 * 1024
HEAD = 1024
"""So many bytes of its beginning tell whether a file is what its name says."""
_CONTENT_TYPE = re.compile(r"[\w.+-]+/[\w.+-]+(?:; ?charset=[\w-]+)?", re.ASCII)


class Limits(NamedTuple):
    """Bytes of one file and of all that are sent at once, and how many these may be."""

    each: int
    together: int
    most: int


def limits() -> Limits:
    """Those of this installation (`settings.FILES`)."""
    return Limits(**settings.FILES)


@dataclass(frozen=True)
class File:
    """A file with its content; the name is as it was given, possibly unsafe or empty."""

    name: str
    content_type: str
    content: bytes

    @property
    def offered(self) -> Offered:
        return Offered(self.name, len(self.content), self.content[:HEAD])


class Offered(NamedTuple):
    """A file that somebody wants to send: its name as given, its bytes, and the first of them."""

    name: str
    size: int
    head: bytes


class Fault(NamedTuple):
    """Why it is not taken: a code for machines, a sentence for people that names the file."""

    code: str
    message: str


class Kind(NamedTuple):
    """What it is kept and sent as; how such a file begins, `after` so many bytes; else text."""

    content_type: str
    begins: tuple[bytes, ...] = ()
    after: int = 0


_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLD_OFFICE = (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",)
_PDF = Kind("application/pdf", (b"%PDF-",))
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_WORDS = "application/vnd.openxmlformats-officedocument"
_OPEN = "application/vnd.oasis.opendocument"
KINDS = {
    "png": Kind("image/png", (b"\x89PNG\r\n\x1a\n",)),
    "jpg": Kind("image/jpeg", (b"\xff\xd8\xff",)),
    "jpeg": Kind("image/jpeg", (b"\xff\xd8\xff",)),
    "gif": Kind("image/gif", (b"GIF87a", b"GIF89a")),
    "webp": Kind("image/webp", (b"WEBP",), after=8),
    "heic": Kind("image/heic", (b"ftyp",), after=4),
    "bmp": Kind("image/bmp", (b"BM",)),
    "tif": Kind("image/tiff", (b"II*\x00", b"MM\x00*")),
    "tiff": Kind("image/tiff", (b"II*\x00", b"MM\x00*")),
    "mp4": Kind("video/mp4", (b"ftyp",), after=4),
    "mov": Kind("video/quicktime", (b"ftyp", b"moov", b"wide", b"mdat", b"free"), after=4),
    "webm": Kind("video/webm", (b"\x1aE\xdf\xa3",)),
    "pdf": _PDF,
    # With a password these are kept in the older wrapping.
    "docx": Kind(f"{_WORDS}.wordprocessingml.document", _ZIP + _OLD_OFFICE),
    "xlsx": Kind(f"{_WORDS}.spreadsheetml.sheet", _ZIP + _OLD_OFFICE),
    "pptx": Kind(f"{_WORDS}.presentationml.presentation", _ZIP + _OLD_OFFICE),
    "doc": Kind("application/msword", _OLD_OFFICE),
    "xls": Kind("application/vnd.ms-excel", _OLD_OFFICE),
    "ppt": Kind("application/vnd.ms-powerpoint", _OLD_OFFICE),
    "msg": Kind("application/vnd.ms-outlook", _OLD_OFFICE),
    "odt": Kind(f"{_OPEN}.text", _ZIP),
    "ods": Kind(f"{_OPEN}.spreadsheet", _ZIP),
    "odp": Kind(f"{_OPEN}.presentation", _ZIP),
    "rtf": Kind("application/rtf", (b"{\\rtf",)),
    "zip": Kind("application/zip", _ZIP),
    "txt": Kind("text/plain"),
    "log": Kind("text/plain"),
    "md": Kind("text/plain"),
    "csv": Kind("text/csv"),
    "tsv": Kind("text/tab-separated-values"),
    "json": Kind("application/json"),
    "xml": Kind("application/xml"),
    "ics": Kind("text/calendar"),
    "eml": Kind("message/rfc822"),
}
"""By ending. Nothing that runs by being opened: no programs, no scripts, no pages, no macros."""
ACCEPT = ",".join(f".{ending}" for ending in KINDS)
"""For the attribute of a field that takes files."""


def kind_of(name: str) -> Kind | None:
    """By the ending of its name; None for what is not taken."""
    _stem, dot, ending = safe_name(name).rpartition(".")
    return KINDS.get(ending.lower()) if dot else None


def faults(offered: Iterable[Offered], limits: Limits) -> list[Fault]:
    """All that is wrong, file by file, then with them together; empty if they may be sent."""
    files = list(offered)
    found = [fault for file in files if (fault := _fault_of(file, limits))]
    if len(files) > limits.most:
        many = {"count": len(files), "most": limits.most}
        message = _("These are %(count)s files. Send at most %(most)s at once.") % many
        found.append(Fault("too_many", message))
    if sum(file.size for file in files) > limits.together:
        message = _("Together the files are larger than %(size)s MB. Leave some of them out.") % {
            "size": _megabytes(limits.together)
        }
        found.append(Fault("too_large_together", message))
    return found


def _fault_of(file: Offered, limits: Limits) -> Fault | None:
    named = {"name": safe_name(file.name), "size": _megabytes(limits.each)}
    kind = kind_of(file.name)
    if kind is None:
        message = _(
            "“%(name)s” is of a kind that is not taken. Send pictures, PDF, office documents, text"
            " or ZIP."
        )
        return Fault("kind", message % named)
    if not file.size:
        return Fault("empty", _("“%(name)s” is empty. Look whether it is the right file.") % named)
    if file.size > limits.each:
        message = _("“%(name)s” is larger than %(size)s MB. Send a smaller one, or a link to it.")
        return Fault("too_large", message % named)
    if not _begins_as(kind, file.head):
        message = _("“%(name)s” is not what its ending says. Save it anew and send that.")
        return Fault("content", message % named)
    return None


def _begins_as(kind: Kind, head: bytes) -> bool:
    if kind is _PDF:
        return kind.begins[0] in head[:HEAD]  # some programs write lines before it
    if kind.begins:
        return head[kind.after :].startswith(kind.begins)
    return b"\x00" not in head[:HEAD] or head.startswith(_UTF_16)


def _megabytes(size: int) -> str:
    return f"{size / MEGABYTE:.1f}".removesuffix(".0")


def safe_name(name: str) -> str:
    """The last part of a path, without what a disk, a header or a reader would stumble over."""
    last = one_line(clean(name).text.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1])
    plain = re.sub(r'[<>:"|?*\x00]', "_", last).strip(". ")
    stem, dot, ending = plain.rpartition(".")
    if not dot:
        return plain[:120] or "file"
    return f"{stem[:120]}.{ending[:20]}"


def asked_name(name: str) -> str:
    """A name as somebody gave it who asks for help, without the passwords that it tells."""
    stem, dot, ending = name.rpartition(".")
    return f"{clean_asked(stem).text}.{ending}" if dot else clean_asked(name).text


def safe_type(content_type: str) -> str:
    """A type as somebody stated it, if it is one."""
    is_safe = len(content_type) <= 100 and _CONTENT_TYPE.fullmatch(content_type)
    return content_type if is_safe else "application/octet-stream"
