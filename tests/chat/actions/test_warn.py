"""A hostile visitor is warned in words that the desk chose."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.utils import translation

from chat.actions import accept_chat, close_chat, open_chat, warn_visitor
from chat.actions.warn import warning_in
from chat.choices import EndReason
from chat.entries import for_visitor
from chat.errors import ChatClosed, UnknownChat
from chat.models import Chat
from helpdesk.people.models import Desk, User
from tests.chat.conftest import MakeAgent


@pytest.mark.parametrize(
    ("language", "words"),
    [("fi", "Kirjoita asiallisesti."), ("sv", "Skriv sakligt."), ("en", "Be civil.")],
)
def test_the_visitor_is_warned_in_the_language_of_the_chat(
    desk: Desk, agent: User, language: str, words: str
) -> None:
    desk.warning_fi = "Kirjoita asiallisesti."
    desk.warning_sv = "Skriv sakligt."
    desk.warning_en = "Be civil."
    desk.save()
    opened = open_chat(question="You idiots", language=language)
    accept_chat(opened.chat.pk, agent=agent)

    entry, again = warn_visitor(opened.chat.pk, by=agent)

    shown = for_visitor(entry)
    assert (shown["kind"], shown["from"], shown["body"]) == (
        "message",
        {"role": "system", "name": ""},
        words,
    )
    assert again is False
    assert Chat.objects.get().warned_at is not None


def test_a_desk_without_words_of_its_own_uses_the_usual_ones_in_any_language_of_the_agent(
    desk: Desk,
) -> None:
    with translation.override("fi"):
        assert warning_in("en") == (
            "We are glad to help, but not like this. Please write in a civil tone:"
            " otherwise we end this chat."
        )


def test_a_warning_is_no_answer(opened: Any, agent: User) -> None:
    accept_chat(opened.chat.pk, agent=agent)

    warn_visitor(opened.chat.pk, by=agent)

    chat = Chat.objects.get()
    assert (chat.first_reply_at, chat.last_message_role) == (None, "visitor")


def test_the_same_wish_warns_once(opened: Any, agent: User) -> None:
    accept_chat(opened.chat.pk, agent=agent)
    client_id = uuid.uuid4()

    first, _ = warn_visitor(opened.chat.pk, by=agent, client_id=client_id)
    second, again = warn_visitor(opened.chat.pk, by=agent, client_id=client_id)

    assert (second.seq, again) == (first.seq, True)


def test_nobody_warns_in_a_colleagues_chat(opened: Any, agent: User, make_agent: MakeAgent) -> None:
    accept_chat(opened.chat.pk, agent=agent)

    with pytest.raises(UnknownChat):
        warn_visitor(opened.chat.pk, by=make_agent("mikko"))


def test_a_supervisor_warns_in_anybodys_chat(
    opened: Any, agent: User, make_agent: MakeAgent
) -> None:
    accept_chat(opened.chat.pk, agent=agent)

    warn_visitor(opened.chat.pk, by=make_agent("saara", role="supervisor"))

    assert Chat.objects.get().warned_at is not None


def test_nobody_is_warned_after_the_end(opened: Any, agent: User) -> None:
    accept_chat(opened.chat.pk, agent=agent)
    close_chat(opened.chat.pk, reason=EndReason.VISITOR)

    with pytest.raises(ChatClosed):
        warn_visitor(opened.chat.pk, by=agent)
