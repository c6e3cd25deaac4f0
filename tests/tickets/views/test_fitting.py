from __future__ import annotations

import pytest
from django.test import Client

from helpdesk.people.models import User
from tickets.models import Article, Topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def wifi(client: Client) -> Topic:
    client.force_login(User.objects.create_user("anna", "anna@desk.example"))
    names = {f"name_{language}": "Wireless network" for language in ("en", "fi", "sv")}
    return Topic.objects.create(slug="wifi", **names)


def article(title: str, *, topic: Topic | None = None, language: str = "en") -> Article:
    slug = title.lower().replace(" ", "-")
    return Article.objects.create(
        slug=slug, title=title, topic=topic, language=language, body="Do this."
    )


def test_instructions_come_by_words_first_then_by_topic(client: Client, wifi: Topic) -> None:
    by_topic = article("First steps", topic=wifi)
    by_words = article("Printing at home")
    article("Moodle courses")

    response = client.post("/articles/fitting/", {"q": "printing", "topic": wifi.pk})

    assert response.context["articles"] == [by_words, by_topic]


def test_an_instruction_that_fits_twice_comes_once(client: Client, wifi: Topic) -> None:
    only = article("Printing", topic=wifi)

    response = client.post("/articles/fitting/", {"q": "printing", "topic": wifi.pk})

    assert response.context["articles"] == [only]


def test_each_instruction_has_a_button_with_its_whole_address(client: Client, wifi: Topic) -> None:
    article("Printing")

    page = client.post("/articles/fitting/", {"q": "printing"}).content.decode()

    assert page.count('data-send-link="http://testserver/articles/printing/"') == 1


@pytest.mark.parametrize("topic", ["", "x", "-1", "9" * 40, "²"])
def test_a_topic_that_is_none_is_passed_over(client: Client, wifi: Topic, topic: str) -> None:
    response = client.post("/articles/fitting/", {"q": "", "topic": topic})

    assert response.context["articles"] == []


def test_strangers_are_asked_to_sign_in(client: Client) -> None:
    assert client.post("/articles/fitting/").status_code == 302
