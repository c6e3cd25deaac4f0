"""Two files arrive at the same moment."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest

from chat.errors import FileRefused
from tests.chat.uploads import kept
from tests.tickets.at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_at_once_only_one_is_the_last(opened: Any, settings: Any) -> None:
    settings.CHAT = {**settings.CHAT, "files": 1}

    def keep(name: str) -> str:
        try:
            return kept(opened.chat, name).name
        except FileRefused as refused:
            return refused.code

    answers = at_once(partial(keep, "a.png"), partial(keep, "b.png"))

    assert sorted(answers) in (["a.png", "too_many"], ["b.png", "too_many"])
    assert opened.chat.files.count() == 1
