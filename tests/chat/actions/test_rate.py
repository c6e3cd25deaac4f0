"""What visitors answer before and after the chat."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from chat import handoff
from chat.actions import close_chat, open_chat, rate_chat, tell_alternative
from chat.choices import EndReason
from chat.models import Chat
from helpdesk.errors import DomainError
from helpdesk.people.models import Desk, User
from tickets.models import Contact

SKIPPED: dict[str, Any] = {"was_solved": None, "satisfaction": None, "alternative": ""}
CODE = "131052-308T"


@pytest.fixture
def asked(opened: Any) -> Chat:
    """A waiting chat whose visitor is asked before it begins."""
    Contact.objects.update(alternative_asked="before")
    chat: Chat = Chat.objects.get(pk=opened.chat.pk)
    return chat


def refusal(chat: Chat, alternative: str) -> str:
    with pytest.raises(DomainError) as refused:
        tell_alternative(chat, alternative=alternative)
    return refused.value.code


def test_opening_a_chat_draws_when_its_visitor_is_asked(desk: Desk, agent: User) -> None:
    open_chat(question="Wi-Fi", language="en")
    Desk.objects.update(survey_one_in=0)
    open_chat(question="Wi-Fi", language="en")

    drawn, not_asked = Contact.objects.order_by("pk").values_list("alternative_asked", flat=True)
    assert drawn in ("before", "after")
    assert not_asked == ""


def test_the_early_answer_is_kept_and_may_come_twice(asked: Chat) -> None:
    tell_alternative(asked, alternative="phone")
    tell_alternative(asked, alternative="phone")

    assert Contact.objects.get().alternative == "phone"


def test_another_early_answer_does_not_replace_the_first(asked: Chat) -> None:
    tell_alternative(asked, alternative="phone")

    assert refusal(asked, "none") == "already_answered"
    assert Contact.objects.get().alternative == "phone"


@pytest.mark.parametrize("drawn", ["", "after"])
def test_whoever_is_not_asked_before_cannot_answer_before(asked: Chat, drawn: str) -> None:
    Contact.objects.update(alternative_asked=drawn)

    assert refusal(asked, "phone") == "not_asked"
    assert Contact.objects.get().alternative == ""


def test_after_the_first_answer_only_what_was_said_may_be_said_again(
    asked: Chat, agent: User
) -> None:
    other = open_chat(question="Wi-Fi", language="en").chat
    Contact.objects.update(alternative_asked="before")
    tell_alternative(asked, alternative="email")
    Chat.objects.update(first_reply_at=timezone.now())

    tell_alternative(asked, alternative="email")

    assert refusal(other, "email") == "not_asked"
    assert Contact.objects.get(chat=other).alternative == ""


def test_after_the_end_only_what_was_said_may_be_said_again(asked: Chat, agent: User) -> None:
    other = open_chat(question="Wi-Fi", language="en").chat
    Contact.objects.update(alternative_asked="before")
    tell_alternative(asked, alternative="email")
    for chat in (asked, other):
        close_chat(chat.pk, reason=EndReason.VISITOR)

    tell_alternative(asked, alternative="email")

    assert refusal(other, "email") == "chat_closed"


def test_the_survey_after_the_chat_leaves_the_early_answer_as_it_is(asked: Chat) -> None:
    tell_alternative(asked, alternative="phone")
    close_chat(asked.pk, reason=EndReason.VISITOR)

    rate_chat(asked, **{**SKIPPED, "alternative": "none", "satisfaction": 4})

    contact = Contact.objects.get()
    assert (contact.alternative, contact.satisfaction) == ("phone", 4)


def test_an_older_window_may_still_answer_in_the_survey_what_it_was_not_asked(opened: Any) -> None:
    Contact.objects.update(alternative_asked="")
    close_chat(opened.chat.pk, reason=EndReason.VISITOR)

    rate_chat(opened.chat, **{**SKIPPED, "alternative": "email"})

    contact = Contact.objects.get()
    assert (contact.alternative, contact.alternative_asked) == ("email", "")


@pytest.mark.parametrize("ticket_first", [True, False])
def test_an_identity_code_in_the_comment_is_masked_and_counted_once(
    opened: Any, ticket_first: bool
) -> None:
    close_chat(opened.chat.pk, reason=EndReason.VISITOR)
    steps = [
        lambda: handoff.open_ticket_for(opened.chat.pk),
        lambda: rate_chat(opened.chat, **SKIPPED, comment=f" My code is {CODE}. \x00 "),
    ]
    for step in steps if ticket_first else reversed(steps):
        step()

    contact = Contact.objects.get()
    assert contact.survey_comment == "My code is ▇▇▇▇▇▇-▇▇▇▇."
    assert contact.masked == 1


def test_a_comment_that_is_too_long_is_refused_and_nothing_is_kept(opened: Any) -> None:
    close_chat(opened.chat.pk, reason=EndReason.VISITOR)

    with pytest.raises(DomainError) as refused:
        rate_chat(opened.chat, **SKIPPED, comment="x" * 1001)

    assert str(refused.value.message) == "Write at most 1000 characters."
    assert Contact.objects.get().surveyed_at is None


@pytest.mark.django_db(transaction=True)
def test_of_different_early_answers_at_once_one_is_kept(asked: Chat) -> None:
    def say(alternative: str) -> str | None:
        try:
            tell_alternative(asked, alternative=alternative)
        except DomainError:
            return None
        finally:
            connection.close()
        return alternative

    with ThreadPoolExecutor(4) as hands:
        said = list(hands.map(say, ["phone", "email", "visit", "none"]))

    (kept,) = filter(None, said)
    assert Contact.objects.get().alternative == kept
