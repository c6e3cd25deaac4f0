"""Whether somebody still sits at a console: a pure rule."""

from __future__ import annotations

from datetime import timedelta

FORGOTTEN_AFTER = timedelta(minutes=15)
FORGOTTEN_WITH_CHATS_AFTER = timedelta(minutes=30)
"""Whoever has chats may be reading or waiting for a word; silent visitors are asked meanwhile."""


def is_forgotten(untouched: timedelta, *, has_chats: bool) -> bool:
    """Whether a console that nobody touched for so long stands open without anybody."""
    return untouched >= (FORGOTTEN_WITH_CHATS_AFTER if has_chats else FORGOTTEN_AFTER)
