"""The figures behind the account."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from chat.replay.measure import identity_codes, out_of_place, pauses, percentile


@pytest.mark.parametrize(
    ("order", "moved"),
    [
        ([], 0),
        ([0, 1, 2], 0),
        ([0, 2, 5], 0),
        ([1, 0], 1),
        ([2, 0, 1], 1),
        ([0, 3, 1, 2], 1),
        ([2, 1, 0], 2),
        ([0, 1, 1, 2], 1),
    ],
)
def test_so_many_must_be_moved_to_restore_the_order(order: list[int], moved: int) -> None:
    assert out_of_place(order) == moved


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("131052-308T", 1),
        ("131052-308t, 131052-308T.", 2),
        ("(010594Y9032)", 1),
        ("131052-308U", 0),
        ("▇▇▇▇▇▇-▇▇▇▇", 0),
        ("0131052-308T", 0),
        ("", 0),
    ],
)
def test_valid_identity_codes_are_counted(text: str, codes: int) -> None:
    assert identity_codes(text) == codes


def test_pauses_are_scaled_bounded_and_never_negative() -> None:
    began = datetime(2026, 1, 31, tzinfo=UTC)
    times = [began + timedelta(seconds=s) for s in (0, 10, 10, 5, 1000)]

    assert pauses(times, 5.0, 60.0) == [2.0, 0.0, 0.0, 60.0]
    assert pauses(times, None, 60.0) == [0.0] * 4


def test_a_percentile_is_a_value_that_was_measured() -> None:
    values = [float(n) for n in range(1, 101)]

    assert [percentile(values, share) for share in (0.5, 0.95, 0.99, 1.0)] == [50, 95, 99, 100]
    assert percentile([7.0], 0.01) == 7.0
