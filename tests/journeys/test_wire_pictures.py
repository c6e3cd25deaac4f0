"""What windows draw of the pictures that strangers send."""

from __future__ import annotations

import base64
import struct
import zlib
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.journeys.wire import run, serve

PIXELS = """
const { pixels } = await load("wire/files/pixels.js");
const bytes = Uint8Array.from(atob(argument), (sign) => sign.charCodeAt(0));
return await pixels(new Blob([bytes]));
"""
MADE_HERE = """
const { pixels } = await load("wire/files/pixels.js");
const canvas = Object.assign(document.createElement("canvas"), { width: 30, height: 20 });
canvas.getContext("2d").fillRect(0, 0, 9, 9);
const blob = await new Promise((resolve) => canvas.toBlob(resolve, argument[0], argument[1]));
return [blob.type, await pixels(blob)];
"""
DRAWN = """
const { drawn } = await load("wire/files/picture.js");
const blobs = argument.map((each) => {
  const bytes = Uint8Array.from(atob(each), (sign) => sign.charCodeAt(0));
  return new Blob([bytes], { type: "image/png" });
});
const widths = await Promise.allSettled(blobs.map((blob) => drawn(blob, 40)));
return widths.map(({ value, reason }) => value?.width ?? reason.message);
"""


def png(width: int, height: int) -> bytes:
    """A black one, of one bit a pixel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + check

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    packer = zlib.compressobj(9)
    row = bytes(1 + (width + 7) // 8)
    rows = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    parts = chunk(b"IHDR", head), chunk(b"IDAT", rows), chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def gif(width: int, height: int, wide: int, high: int) -> bytes:
    """The beginning of one with colours and a comment, whose first picture is `wide` and `high`."""
    said = struct.pack("<6sHHBBB", b"GIF89a", width, height, 0x80, 0, 0) + bytes(6)
    return said + b"\x21\xfe\x02hi\x00" + struct.pack("<BHHHHB", 0x2C, 0, 0, wide, high, 0)


def jpeg(width: int, height: int) -> bytes:
    """The beginning of one with a large part before its size, and bytes that fill up."""
    before = b"\xff\xe1" + struct.pack(">H", 65535) + b"\xff\xc0" + bytes(65531)
    size = struct.pack(">HBHH", 17, 8, height, width)
    return b"\xff\xd8" + before + b"\xff\xff\xff\xc2" + size + bytes(10)


@pytest.fixture(scope="module")
def wire(browser: Any) -> Iterator[Page]:
    page = browser.new_page()
    serve(page)
    yield page
    page.close()


def coded(content: bytes) -> str:
    return base64.b64encode(content).decode()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (png(300, 200), 60_000),
        (gif(300, 200, 300, 200), 60_000),
        (gif(1, 1, 60_000, 50_000), 3_000_000_000),
        (b"BM" + bytes(12) + struct.pack("<Iii", 40, 300, -200), 60_000),
        (b"RIFF....WEBPVP8X" + bytes(8) + b"\x2b\x01\x00\xc7\x00\x00", 60_000),
        (jpeg(40_000, 30_000), 1_200_000_000),
    ],
    ids=["png", "gif", "gif that lies", "bmp", "webp", "jpeg"],
)
def test_a_picture_tells_how_large_it_is(wire: Page, content: bytes, told: int) -> None:
    assert run(wire, PIXELS, coded(content)) == told


@pytest.mark.parametrize(
    "kind", [["image/png"], ["image/jpeg"], ["image/webp", 0.5], ["image/webp", 1]]
)
def test_pictures_of_this_browser_tell_it_too(wire: Page, kind: list[Any]) -> None:
    assert run(wire, MADE_HERE, kind) == [kind[0], 600]


@pytest.mark.parametrize(
    "content", [b"", b"\x89P", b"<svg/>", b"GIF89a" + bytes(9), b"\xff\xd8\xff"]
)
def test_what_does_not_tell_it_is_as_large_as_can_be(wire: Page, content: bytes) -> None:
    said = PIXELS.replace("return await", "return Infinity === await")

    assert run(wire, said, coded(content)) is True


def test_a_small_file_that_unpacks_to_gigabytes_is_not_drawn_and_the_next_one_is(
    wire: Page,
) -> None:
    sent = [png(20_000, 20_000), png(80, 60)]

    assert run(wire, DRAWN, [coded(each) for each in sent]) == ["too many pixels", 40]
