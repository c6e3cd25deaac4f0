"""The questions of the survey over HTTP, as new and older windows use them."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from chat.actions import close_chat
from chat.choices import EndReason
from helpdesk.people.models import Desk, User
from tests.chat.test_api import bearer, post
from tickets.models import Contact

DRAWN = {"before", "after"}


def ask(opened: Any, when: str) -> str:
    """Lets the draw have fallen so; the chat's address."""
    Contact.objects.update(alternative_asked=when)
    return f"/api/v1/chats/{opened.chat.pk}/"


def test_the_answer_to_opening_says_when_the_window_asks(
    client: Client, desk: Desk, agent: User
) -> None:
    drawn = post(client, "/api/v1/chats/", {"question": "No wifi"}).json()
    Desk.objects.update(survey_one_in=0)
    not_asked = post(client, "/api/v1/chats/", {"question": "No wifi"}).json()

    assert drawn["alternative_asked"] in DRAWN
    assert not_asked["alternative_asked"] is None


@pytest.mark.parametrize(("when", "told"), [("before", "before"), ("after", "after"), ("", None)])
def test_a_window_that_comes_back_is_told_again(
    client: Client, opened: Any, when: str, told: str | None
) -> None:
    path = ask(opened, when)

    state = client.get(path, headers=bearer(opened.token)).json()

    assert state["alternative_asked"] == told


def test_the_early_answer_is_taken_twice_and_never_changed(client: Client, opened: Any) -> None:
    path = ask(opened, "before")

    said = [
        post(client, f"{path}alternative/", {"alternative": each}, **bearer(opened.token))
        for each in ("phone", "phone", "email")
    ]

    assert [answer.status_code for answer in said] == [204, 204, 409]
    assert said[-1].json()["code"] == "already_answered"
    assert Contact.objects.get().alternative == "phone"


def test_an_older_window_sends_its_survey_though_one_answer_of_it_comes_too_late(
    client: Client, opened: Any
) -> None:
    path = ask(opened, "before")
    close_chat(opened.chat.pk, reason=EndReason.VISITOR)
    answers = {"alternative": "phone", "satisfaction": 4}

    answer = post(client, f"{path}survey/", answers, **bearer(opened.token))

    contact = Contact.objects.get()
    assert answer.status_code == 204
    assert (contact.alternative, contact.satisfaction) == ("", 4)


@pytest.mark.parametrize("answers", [{}, {"alternative": ""}, {"alternative": "pigeon"}])
def test_an_early_answer_that_is_none_is_refused(
    client: Client, opened: Any, answers: dict[str, Any]
) -> None:
    path = ask(opened, "before")

    answer = post(client, f"{path}alternative/", answers, **bearer(opened.token))

    assert (answer.status_code, list(answer.json())) == (400, ["alternative"])


def test_whoever_is_asked_afterwards_is_refused_before(client: Client, opened: Any) -> None:
    path = ask(opened, "after")

    answer = post(client, f"{path}alternative/", {"alternative": "phone"}, **bearer(opened.token))

    assert (answer.status_code, answer.json()["code"]) == (409, "not_asked")


def test_the_survey_takes_a_comment_of_a_thousand_characters_and_no_more(
    client: Client, opened: Any
) -> None:
    path = ask(opened, "after")
    close_chat(opened.chat.pk, reason=EndReason.VISITOR)

    long = post(client, f"{path}survey/", {"comment": "x" * 1001}, **bearer(opened.token))
    fits = post(client, f"{path}survey/", {"comment": "😀" * 1000}, **bearer(opened.token))

    assert (long.status_code, list(long.json())) == (400, ["comment"])
    assert fits.status_code == 204
    assert Contact.objects.get().survey_comment == "😀" * 1000
