"""The archive is made file by file, while it is sent."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from chat.zipping import one_by_one, zipped

FILES = [("a.txt", b"Aino" * 1000), ("b/ö.txt", "Äiti".encode()), ("empty", b"")]


def test_the_archive_holds_what_was_put_in() -> None:
    archive = zipfile.ZipFile(io.BytesIO(b"".join(zipped(FILES))))

    assert archive.testzip() is None
    assert [(name, archive.read(name)) for name in archive.namelist()] == FILES


def test_no_file_is_asked_for_before_the_one_before_it_was_sent() -> None:
    asked = []

    def files() -> Iterator[tuple[str, bytes]]:
        for name, content in FILES:
            asked.append(name)
            yield name, content

    pieces = zipped(files())
    next(pieces)

    assert asked == ["a.txt"]


async def test_an_asynchronous_server_gets_the_same_pieces() -> None:
    pieces = [piece async for piece in one_by_one(iter([b"a", b"", b"b"]))]

    assert pieces == [b"a", b"", b"b"]
