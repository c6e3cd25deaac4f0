"""What a window is told when its frame was not carried out: a code, never an exception's text."""

from __future__ import annotations

import logging

import psycopg
from django.db import DataError, InterfaceError, OperationalError

from chat.protocol import About, FrameError
from helpdesk.errors import DomainError

logger = logging.getLogger(__name__)

UNREADABLE = (psycopg.DataError, DataError)
AWAY = (
    psycopg.OperationalError,
    psycopg.InterfaceError,
    OperationalError,
    InterfaceError,
    OSError,
    TimeoutError,
)
"""What it looks like when PostgreSQL is away."""
AWAY_MS = 1000
FAULT_MS = 5000


def refusal(error: Exception, subject: About) -> FrameError:
    """The answer to a frame that ended with this error. A fault of ours is logged, and may pass."""
    if isinstance(error, FrameError):
        return error
    if isinstance(error, DomainError):
        return FrameError(error.code, subject, retry=error.retry, **error.details)
    if isinstance(error, UNREADABLE):
        return FrameError("bad_frame", subject)
    if isinstance(error, AWAY):
        logger.warning("a frame was not carried out: %s", type(error).__name__)
        return FrameError("unavailable", subject, retry=True, after_ms=AWAY_MS)
    logger.error("a frame was not carried out", exc_info=error)
    return FrameError("unavailable", subject, retry=True, after_ms=FAULT_MS)
