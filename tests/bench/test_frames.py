"""Frames of the load driver: a server reads what it writes, and it reads what a server writes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from websockets.frames import Frame, Opcode
from websockets.streams import StreamReader

from tests.bench.frames import CLOSE, PING, TEXT, Unpacker, packed


@pytest.mark.parametrize("size", [0, 1, 125, 126, 65535, 65536])
def test_a_server_reads_what_the_driver_writes(size: int) -> None:
    reader, payload = StreamReader(), bytes(n % 251 for n in range(size))
    reader.feed_data(packed(payload))

    parsing = Frame.parse(reader.read_exact, mask=True)
    with pytest.raises(StopIteration) as parsed:
        next(parsing)

    frame: Frame = parsed.value.value
    assert (frame.opcode, frame.data, frame.fin) == (Opcode.TEXT, payload, True)


@given(st.lists(st.binary(max_size=300), max_size=5), st.integers(min_value=1, max_value=50))
def test_frames_are_read_whole_however_they_are_cut(payloads: list[bytes], step: int) -> None:
    stream = b"".join(Frame(Opcode.TEXT, one).serialize(mask=False) for one in payloads)
    unpacker = Unpacker()

    found = [
        frame
        for at in range(0, len(stream), step)
        for frame in unpacker.feed(stream[at : at + step])
    ]

    assert found == [(TEXT, one) for one in payloads]


def test_pings_closes_and_long_frames_are_told_apart() -> None:
    frames = [(Opcode.PING, b"?"), (Opcode.TEXT, b"x" * 70_000), (Opcode.CLOSE, b"\x03\xf4")]
    stream = b"".join(Frame(opcode, data).serialize(mask=False) for opcode, data in frames)

    found = [(opcode, len(payload)) for opcode, payload in Unpacker().feed(stream)]

    assert found == [(PING, 1), (TEXT, 70_000), (CLOSE, 2)]


def test_a_frame_beyond_all_measure_is_refused() -> None:
    with pytest.raises(ValueError, match="bytes"):
        list(Unpacker().feed(b"\x81\x7f" + (2**40).to_bytes(8, "big")))
