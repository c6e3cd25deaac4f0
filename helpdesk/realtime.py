"""Telling every process what changed: the only `group_send`.

PostgreSQL is the truth and this is a hint: a lost notice costs a window one `sync`, never a
message. A web process registers itself once (`listen_here`) and gets its own notices without Redis;
the others get them through the channel layer. Publishing never takes longer than a second.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Callable, Sequence
from typing import Any

import msgspec
from asgiref.sync import async_to_sync
from channels import DEFAULT_CHANNEL_LAYER
from channels.layers import channel_layers, get_channel_layer

logger = logging.getLogger(__name__)

GROUP = "hub"
ORIGIN = secrets.token_hex(6)
"""This process; its own notices that come back through Redis are dropped."""
LIMIT_S = 1.0

Notice = dict[str, Any]
Listener = Callable[[Sequence[Notice]], None]
_here: list[tuple[asyncio.AbstractEventLoop, Listener]] = []


def listen_here(listener: Listener) -> None:
    """Hands this process's notices to `listener`, called in the running loop."""
    _here.append((asyncio.get_running_loop(), listener))


def stop_listening(listener: Listener) -> None:
    _here[:] = [entry for entry in _here if entry[1] != listener]


def publish(notices: Sequence[Notice]) -> None:
    """From synchronous code, after the commit: to this process at once, to the others by Redis."""
    if not notices:
        return
    loops = [loop for loop, _ in _here if not loop.is_closed()]
    for loop, listener in list(_here):
        if not loop.is_closed():
            loop.call_soon_threadsafe(listener, notices)
    if loops:
        asyncio.run_coroutine_threadsafe(_send(notices), loops[0])
    else:
        async_to_sync(_send)(notices)


def publish_nowait(notices: Sequence[Notice]) -> None:
    """The same from a coroutine; returns at once."""
    if not notices:
        return
    running = asyncio.get_running_loop()
    for loop, listener in list(_here):
        if loop is running:
            listener(notices)
    task = running.create_task(_send(notices))
    _sending.add(task)
    task.add_done_callback(_sending.discard)


def publish_probe() -> None:
    """Says nothing to everybody: whoever hears it knows that Redis carries notices."""
    task = asyncio.get_running_loop().create_task(_send([]))
    _sending.add(task)
    task.add_done_callback(_sending.discard)


def is_carried() -> bool:
    """Whether Redis took the last notice, as far as is known."""
    return not _silent


def renew() -> None:
    """Forgets the channel layer with all its connections; whoever listened has to listen anew."""
    layer = channel_layers.make_backend(DEFAULT_CHANNEL_LAYER)
    channel_layers.set(DEFAULT_CHANNEL_LAYER, layer)


def unpacked(packed: bytes) -> list[Notice]:
    """The notices of another process: what was a structure here comes as plain values."""
    return _decoder.decode(packed)


_decoder = msgspec.msgpack.Decoder(list[Notice])
_sending: set[asyncio.Task[None]] = set()


async def _send(notices: Sequence[Notice]) -> None:
    """Never raises, so that nothing which has been committed is reported as failed."""
    global _silent
    try:
        packed = msgspec.msgpack.encode(notices)
        message = {"type": "notices", "origin": ORIGIN, "notices": packed}
        await asyncio.wait_for(get_channel_layer().group_send(GROUP, message), LIMIT_S)
    except Exception as error:  # redis-py raises a family of its own
        if not _silent:
            logger.warning("notices are not published: %s", type(error).__name__)
        _silent = True
    else:
        if _silent:
            logger.warning("notices are published again")
        _silent = False


_silent = False
"""Whether the last notice could not be published: said once, not with every probe."""
