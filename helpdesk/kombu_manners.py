"""Manners that Celery's workers need of Kombu and that it lacks.

A worker that loses its broker closes what it had open there, and ignores that the broker is away.
If the broker goes while it does so, Kombu asks a connection that is gone already for its address:
no connection's error, so that the worker ends, and with the last worker all that hurries tickets.
"""

from __future__ import annotations

from functools import wraps
from typing import Any

from kombu.transport.redis import Channel
from redis.exceptions import ConnectionError as Gone


def teach() -> None:
    """Changes Kombu's way to Redis; once is enough."""
    channel: Any = Channel
    if not hasattr(channel._connparams, "__wrapped__"):
        channel._connparams = saying_that_it_is_gone(channel._connparams)


def saying_that_it_is_gone(connparams: Any) -> Any:
    """Kombu's own parameters of a connection; an error of connections where there is none."""

    @wraps(connparams)
    def checked(self: Any, *args: Any, **kwargs: Any) -> Any:
        if self.connection is None or self.connection.client is None:
            raise Gone("The connection to the broker was closed.")
        return connparams(self, *args, **kwargs)

    return checked
