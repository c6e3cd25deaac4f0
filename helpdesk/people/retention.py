"""How long words are kept. Pure."""

from __future__ import annotations

import calendar
from datetime import datetime


def months_before(at: datetime, months: int) -> datetime:
    """The same day and time so many months earlier; the month's last day where it has no such day.

    >>> months_before(datetime(2026, 3, 31), 1)
    datetime.datetime(2026, 2, 28, 0, 0)
    """
    year, month = divmod(at.year * 12 + at.month - 1 - months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return at.replace(year=year, month=month + 1, day=min(at.day, last))
