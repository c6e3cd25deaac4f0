"""What a window is told when something went wrong."""

from __future__ import annotations

import psycopg
import pytest
from django.db import DataError, OperationalError

from chat.errors import AlreadyTaken, NobodyThere
from chat.protocol import FrameError
from chat.refusals import refusal

SUBJECT = {"client_id": "1", "chat": "2"}


@pytest.mark.parametrize(
    ("error", "code", "retry", "after_ms"),
    [
        (FrameError("too_large", SUBJECT), "too_large", False, None),
        (NobodyThere(), "unavailable", False, None),
        (psycopg.OperationalError("secret"), "unavailable", True, 1000),
        (OperationalError("secret"), "unavailable", True, 1000),
        (TimeoutError(), "unavailable", True, 1000),
        (DataError("secret"), "bad_frame", False, None),
        (psycopg.DataError("secret"), "bad_frame", False, None),
        (KeyError("secret"), "unavailable", True, 5000),
    ],
)
def test_each_error_has_its_code_and_none_its_text(
    error: Exception, code: str, retry: bool, after_ms: int | None
) -> None:
    assert refusal(error, SUBJECT).frame == {
        "type": "error",
        "client_id": "1",
        "chat": "2",
        "code": code,
        "retry": retry,
        "after_ms": after_ms,
    }


def test_who_was_faster_is_told() -> None:
    assert refusal(AlreadyTaken("Anna"), SUBJECT).frame["by"] == "Anna"
