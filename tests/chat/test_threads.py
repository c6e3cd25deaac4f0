"""Synchronous work beside the sockets."""

from __future__ import annotations

import asyncio
import threading

import pytest

from chat import threads
from chat.threads import in_thread


async def test_work_that_stands_still_is_waited_for_only_so_long(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(threads, "LIMIT_S", 0.1)
    go_on = threading.Event()

    with pytest.raises(TimeoutError):
        await asyncio.wait_for(in_thread(go_on.wait, 20), 5)

    go_on.set()
