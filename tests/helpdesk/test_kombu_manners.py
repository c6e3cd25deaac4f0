"""A worker outlives a broker that goes while the worker says goodbye to it."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from kombu import Connection
from kombu.transport.redis import Channel

from helpdesk import kombu_manners

kombu_manners.teach()


@pytest.mark.parametrize("connection", [None, SimpleNamespace(client=None)])
def test_a_connection_that_is_gone_is_an_error_of_connections(connection: Any) -> None:
    channel = Channel.__new__(Channel)
    channel.connection = connection

    with pytest.raises(Connection("redis://").connection_errors):
        channel._connparams()


def test_a_connection_that_is_there_is_used_as_before() -> None:
    broker = Connection("redis://127.0.0.1:6399/3")
    channel = Channel.__new__(Channel)
    channel.connection = SimpleNamespace(client=broker, default_port=6379)
    for name in ("max_connections", "socket_timeout", "retry_on_timeout", "client_name"):
        setattr(channel, name, None)

    found = channel._connparams()

    assert (found["host"], found["port"], found["db"]) == ("127.0.0.1", 6399, 3)
