"""Notices are hints: losing them is said once and breaks nothing."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest

from helpdesk import realtime


@pytest.fixture
def layer(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """A channel layer that does what its `fault` says."""
    layer = SimpleNamespace(fault=None, sent=[])

    async def group_send(group: str, message: dict[str, Any]) -> None:
        if layer.fault == "hangs":
            await asyncio.Event().wait()
        if layer.fault:
            raise layer.fault
        layer.sent.append(realtime.unpacked(message["notices"]))

    layer.group_send = group_send
    monkeypatch.setattr(realtime, "get_channel_layer", lambda: layer)
    monkeypatch.setattr(realtime, "LIMIT_S", 0.01)
    monkeypatch.setattr(realtime, "_here", [])
    monkeypatch.setattr(realtime, "_silent", False)
    return layer


@pytest.mark.parametrize("fault", ["hangs", OSError("secret"), KeyError("secret")])
def test_a_layer_that_fails_is_told_of_once_and_never_raises(
    layer: SimpleNamespace, caplog: pytest.LogCaptureFixture, fault: Any
) -> None:
    layer.fault = fault
    for _ in range(3):
        realtime.publish([{"to": "queue"}])
    layer.fault = None
    for _ in range(3):
        realtime.publish([{"to": "queue"}])

    said = [record.getMessage() for record in caplog.records]
    assert [line.split(":")[0] for line in said] == [
        "notices are not published",
        "notices are published again",
    ]
    assert "secret" not in "".join(said)
    assert layer.sent == [[{"to": "queue"}]] * 3
