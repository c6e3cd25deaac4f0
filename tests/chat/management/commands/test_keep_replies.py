"""The command that keeps the answers of old chats."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import call_command

from chat.models import Reply
from helpdesk.people.models import Desk
from tests.chat.actions.test_keep_replies import add_old_chats

pytestmark = pytest.mark.django_db


def said(*arguments: str) -> str:
    out = StringIO()
    call_command("keep_replies", *arguments, stdout=out)
    return out.getvalue()


def test_it_says_how_many_answers_it_kept(desk: Desk) -> None:
    add_old_chats(2)

    assert said() == "4 answers of 2 chats kept.\n"
    assert said() == "0 answers of 0 chats kept.\n"


def test_it_says_beforehand_how_many_there_would_be(desk: Desk) -> None:
    add_old_chats(2)

    assert said("--dry-run") == "4 answers of 2 chats would be kept.\n"
    assert not Reply.objects.exists()
