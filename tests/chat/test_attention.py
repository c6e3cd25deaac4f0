"""Whether somebody still sits at a console."""

from __future__ import annotations

from datetime import timedelta

import pytest

from chat.attention import is_forgotten


@pytest.mark.parametrize(
    ("minutes", "has_chats", "forgotten"),
    [(14.9, False, False), (15, False, True), (29.9, True, False), (30, True, True)],
)
def test_whoever_has_chats_is_given_more_time(
    minutes: float, has_chats: bool, forgotten: bool
) -> None:
    assert is_forgotten(timedelta(minutes=minutes), has_chats=has_chats) is forgotten
