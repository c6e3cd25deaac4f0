"""The closed registry of frames."""

from __future__ import annotations

import json
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chat import protocol
from chat.protocol import FrameError, parse

CHAT, CLIENT = str(uuid.UUID(int=1)), str(uuid.UUID(int=2))


def frame(**fields: object) -> str:
    return json.dumps(fields)


def test_a_message_is_read_with_its_fields() -> None:
    parsed = parse(frame(type="send", chat=CHAT, client_id=CLIENT, body="Hello", note=True))

    assert parsed == protocol.Send(chat=CHAT, client_id=uuid.UUID(CLIENT), body="Hello", note=True)


def test_fields_of_a_later_version_are_passed_over() -> None:
    assert parse(frame(type="pong", n=3, mood="good")) == protocol.Pong(n=3)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no json",
        "[]",
        "null",
        "{}",
        frame(type="nothing"),
        frame(type="send"),
        frame(type="send", chat=CHAT, client_id="no uuid", body="x"),
        frame(type="send", chat=CHAT, client_id=CLIENT, body=3),
        frame(type="sync", chat=CHAT, after=-1),
        frame(type="sync", chat=CHAT, after=0, limit=201),
        frame(type="status", status="asleep"),
        frame(type="status", status="online", capacity=7),
        frame(type="welcome"),
        "[" * 20_000,
    ],
)
def test_what_is_no_frame_is_refused_as_bad(text: str) -> None:
    with pytest.raises(FrameError) as refused:
        parse(text)

    assert refused.value.code == "bad_frame"


def test_a_refusal_names_the_message_it_is_about() -> None:
    with pytest.raises(FrameError) as refused:
        parse(frame(type="send", chat=CHAT, client_id=CLIENT))

    assert refused.value.frame["client_id"] == CLIENT
    assert refused.value.frame["chat"] == CHAT


def test_8000_characters_are_read_and_one_more_is_too_large() -> None:
    message = {"type": "send", "chat": CHAT, "client_id": CLIENT}

    assert parse(frame(**message, body="x" * 8000))
    with pytest.raises(FrameError) as refused:
        parse(frame(**message, body="x" * 8001))

    assert refused.value.code == "too_large"
    assert refused.value.frame["client_id"] == CLIENT


def test_a_frame_over_32_kib_is_too_large() -> None:
    with pytest.raises(FrameError) as refused:
        parse(frame(type="pong", n=1, filling="x" * 32 * 1024))

    assert refused.value.code == "too_large"


@given(st.one_of(st.text(), st.binary()))
def test_no_bytes_whatever_bring_anything_but_a_frame_or_a_refusal(text: str | bytes) -> None:
    code = "ok"
    try:
        parse(text)
    except FrameError as refused:
        code = refused.code

    assert code in {"ok", "bad_frame", "too_large"}
