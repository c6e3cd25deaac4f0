"""What a visitor is asked, before the first answer and after the chat, in a real browser."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from chat.actions import close_chat
from chat.choices import EndReason
from chat.models import Chat
from tests.journeys.aside import aside
from tests.journeys.survey.conftest import Asked
from tests.journeys.visitor.page import Socket, violations
from tickets.models import Contact

pytestmark = pytest.mark.django_db(transaction=True)
ANSWERS = ["By e-mail", "By phone", "By visiting", "Not at all"]


def question(page: Page) -> Any:
    return page.get_by_role("group", name="While you wait")


def end(page: Page, socket: Socket) -> Any:
    """Ends an answered chat; what is asked then."""
    socket.say("There, fixed.")
    aside(close_chat, Chat.objects.get().pk, reason=EndReason.AGENT, outcome="solved")
    socket.happen("closed", by="agent", outcome="solved")
    survey = page.locator("chat-survey")
    expect(survey).to_be_visible()
    return survey


def test_whoever_is_asked_before_answers_with_one_click_and_writes_on(asked: Asked) -> None:
    page = asked("before")

    expect(question(page)).to_be_visible()
    expect(page.get_by_label("Your message")).to_be_focused()
    expect(page.locator("visitor-desk > [role=status]")).to_contain_text("There is a question")
    assert sorted(question(page).locator("[value]").all_inner_texts()) == ANSWERS
    question(page).get_by_role("button", name="By phone").click()

    expect(question(page).locator("[data-part=thanks]")).to_be_visible()
    expect(page.get_by_label("Your message")).to_be_focused()
    assert Contact.objects.get().alternative == "phone"
    page.reload()
    expect(page.get_by_role("log")).to_contain_text("The printer is on fire")
    expect(question(page)).to_be_hidden()


def test_the_question_goes_quietly_when_the_agent_answers(asked: Asked, socket: Socket) -> None:
    page = asked("before")
    question(page).get_by_role("button", name="By phone").focus()

    socket.happen("assigned", agent="Anna")
    expect(question(page)).to_be_visible()
    socket.say("Hello!")

    expect(question(page)).to_be_hidden()
    expect(page.get_by_label("Your message")).to_be_focused()
    assert Contact.objects.get().alternative == ""


@pytest.mark.parametrize("how", ["Skip", "Escape"])
def test_the_question_can_be_skipped_and_is_not_asked_again(asked: Asked, how: str) -> None:
    page = asked("before")
    skip = question(page).get_by_role("button", name="Skip")

    if how == "Skip":
        skip.click()
    else:
        skip.press("Escape")

    expect(question(page)).to_be_hidden()
    page.reload()
    expect(page.get_by_role("log")).to_contain_text("The printer is on fire")
    expect(question(page)).to_be_hidden()


def test_an_answer_that_does_not_get_through_can_be_given_again(asked: Asked) -> None:
    page = asked("before")
    page.route("**/alternative/", lambda route: route.abort())
    question(page).get_by_role("button", name="By e-mail").click()
    expect(question(page).get_by_role("alert")).to_contain_text("That did not work just now.")

    page.unroute("**/alternative/")
    question(page).get_by_role("button", name="By e-mail").click()

    expect(question(page).locator("[data-part=thanks]")).to_be_visible()
    assert Contact.objects.get().alternative == "email"


@pytest.mark.parametrize("when", ["", "before"])
def test_whoever_is_not_asked_after_the_chat_gets_the_other_questions_only(
    asked: Asked, socket: Socket, when: str
) -> None:
    page = asked(when)

    survey = end(page, socket)

    expect(question(page)).to_be_hidden()
    expect(survey.get_by_role("group")).to_have_count(2)
    expect(survey.get_by_text("How would you have contacted us")).to_have_count(0)


def test_whoever_is_asked_after_the_chat_answers_in_the_survey(
    asked: Asked, socket: Socket
) -> None:
    page = asked("after")
    expect(question(page)).to_be_hidden()

    survey = end(page, socket)
    survey.get_by_label("By e-mail").check()
    survey.get_by_label("In your own words").fill("Quick. My code is 131052-308T.")
    survey.get_by_role("button", name="Send the answers").click()

    expect(page.get_by_text("Thank you.")).to_be_focused()
    contact = Contact.objects.get()
    assert contact.alternative == "email"
    assert contact.survey_comment == "Quick. My code is ▇▇▇▇▇▇-▇▇▇▇."


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
def test_the_questions_have_no_known_barrier(
    asked: Asked, socket: Socket, scheme: Any, width: int
) -> None:
    page = asked("before")
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})

    expect(question(page)).to_be_visible()
    found = violations(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    end(page, socket)
    found += violations(page)

    assert found == []
