"""What can go wrong between a client and the server, as the client tells it."""

from __future__ import annotations

from typing import Any


class ChatRefused(Exception):
    """The server said no, for good: `code` is the protocol's, `details` what came with it."""

    def __init__(self, code: str, **details: Any) -> None:
        super().__init__(code)
        self.code = code
        self.details = details


class ServerGone(Exception):
    """The server cannot be reached, or does not speak this protocol; the text is one sentence."""
