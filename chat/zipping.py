"""A ZIP file that is sent while it is made: no more than one of its files is in memory."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator, Iterable, Iterator
from zipfile import ZIP_DEFLATED, ZipFile

from asgiref.sync import sync_to_async


class _Sink(io.RawIOBase):
    """Takes what the archive writes, until it is fetched. It cannot go back, and needs not."""

    def __init__(self) -> None:
        super().__init__()
        self._written: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        piece = bytes(data)  # type: ignore[call-overload]  # bytes, bytearray or memoryview
        self._written.append(piece)
        return len(piece)

    def take(self) -> bytes:
        pieces, self._written = self._written, []
        return b"".join(pieces)


def zipped(files: Iterable[tuple[str, bytes]]) -> Iterator[bytes]:
    """The archive of these files, a piece for each."""
    sink = _Sink()
    with ZipFile(sink, "w", ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(name, content)
            yield sink.take()
    yield sink.take()


async def one_by_one(pieces: Iterator[bytes]) -> AsyncIterator[bytes]:
    """The same for an asynchronous server, which would else collect all of them first."""

    def following() -> bytes | None:
        return next(pieces, None)

    while (piece := await sync_to_async(following)()) is not None:
        yield piece
