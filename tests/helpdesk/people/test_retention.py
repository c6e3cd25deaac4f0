"""How far back words are kept."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from helpdesk.people.retention import months_before


@pytest.mark.parametrize(
    ("at", "months", "before"),
    [
        ("2026-11-22 03:15", 24, "2024-11-22 03:15"),
        ("2026-11-22 03:15", 11, "2025-12-22 03:15"),
        ("2026-01-31 00:00", 1, "2025-12-31 00:00"),
        ("2026-03-31 00:00", 1, "2026-02-28 00:00"),
        ("2028-02-29 00:00", 12, "2027-02-28 00:00"),
        ("2026-05-01 00:00", 0, "2026-05-01 00:00"),
    ],
)
def test_the_same_day_so_many_months_earlier(at: str, months: int, before: str) -> None:
    moment = datetime.fromisoformat(at).replace(tzinfo=UTC)

    assert months_before(moment, months) == datetime.fromisoformat(before).replace(tzinfo=UTC)
