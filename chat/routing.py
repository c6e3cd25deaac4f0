"""The two sockets."""

from __future__ import annotations

sockets: list[object] = []
