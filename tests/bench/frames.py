"""The least of RFC 6455 that a load driver needs: client frames out, server frames in."""

from __future__ import annotations

from collections.abc import Iterator

TEXT, CLOSE, PING, PONG = 0x1, 0x8, 0x9, 0xA
MASK = b"\x5c\xa3\x17\xe9"
LONGEST = 16 * 2**20


def packed(payload: bytes, opcode: int = TEXT) -> bytes:
    """One masked frame, as a browser sends it; the mask is always the same, which costs nobody."""
    size = len(payload)
    if size < 126:
        head = bytes((0x80 | opcode, 0x80 | size))
    elif size < 2**16:
        head = bytes((0x80 | opcode, 0x80 | 126)) + size.to_bytes(2, "big")
    else:
        head = bytes((0x80 | opcode, 0x80 | 127)) + size.to_bytes(8, "big")
    mask = (MASK * (size // 4 + 1))[:size]
    masked = int.from_bytes(payload, "big") ^ int.from_bytes(mask, "big")
    return head + MASK + masked.to_bytes(size, "big")


class Unpacker:
    """Takes bytes as they come, gives whole unmasked frames. A server never fragments ours."""

    def __init__(self) -> None:
        self._rest = b""

    def feed(self, data: bytes) -> Iterator[tuple[int, bytes]]:
        """The frames (opcode, payload) that are complete now."""
        data, at = self._rest + data, 0
        self._rest = b""
        while (found := _frame(data, at)) is not None:
            opcode, begin, at = found
            yield opcode, data[begin:at]
        self._rest = data[at:]


def _frame(data: bytes, at: int) -> tuple[int, int, int] | None:
    """Opcode, begin and end of the payload of the frame at `at`, if it is all there."""
    if len(data) < at + 2:
        return None
    size, begin = data[at + 1] & 0x7F, at + 2
    if size >= 126:
        begin += 2 if size == 126 else 8
        if len(data) < begin:
            return None
        size = int.from_bytes(data[at + 2 : begin], "big")
    if size > LONGEST:
        raise ValueError(f"a frame of {size} bytes")
    end = begin + size
    return (data[at] & 0x0F, begin, end) if len(data) >= end else None
