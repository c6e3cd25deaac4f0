"""Every page that somebody who asks for help meets speaks their language, all of it."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.loader import render_to_string
from django.test import Client
from django.utils import timezone, translation

from chat.actions import set_presence
from chat.choices import PresenceStatus
from helpdesk.people.models import Desk, ServiceHours
from tests.admin_objects import make_article, make_user
from tests.english import english_on

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def desk() -> Desk:
    """Around the clock, and nobody there."""
    for weekday in range(7):
        ServiceHours.objects.create(weekday=weekday, opens="00:00", closes="00:00")
    return Desk.objects.create(pk=1, name="Pulpetti", email="pulpetti@uni.example")


def open_desk(client: Client) -> Any:
    set_presence(make_user(1), status=PresenceStatus.ONLINE, capacity=4)
    return client.get("/chat/")


def framed(client: Client) -> Any:
    language = client.defaults.pop("HTTP_ACCEPT_LANGUAGE")
    return client.get("/chat/embedded/", {"lang": language})


def nobody_there(client: Client) -> Any:
    return client.get("/chat/")


def after_hours(client: Client) -> Any:
    ServiceHours.objects.exclude(weekday=(timezone.now().weekday() + 3) % 7).delete()
    return client.get("/chat/")


def full_queue(client: Client) -> Any:
    Desk.objects.update(queue_limit=0)
    return open_desk(client)


def form(client: Client) -> Any:
    return client.get("/form/")


def form_with_faults(client: Client) -> Any:
    wrong = SimpleUploadedFile("a.exe", b"MZ")
    return client.post("/form/", {"email": "nobody", "name": "x" * 200, "files": wrong})


def form_without_words(client: Client) -> Any:
    return client.post("/form/", {})


def thanks(client: Client) -> Any:
    fields = {"email": "aino@uni.example", "message": "Koodi 131052-308T ja 131052-308T"}
    key = "11111111-1111-4111-8111-111111111111"
    return client.post("/form/", {"key": key, **fields}, follow=True)


def articles(client: Client) -> Any:
    make_article(1)
    return client.get("/articles/")


def articles_not_found(client: Client) -> Any:
    return client.get("/articles/?q=zzzz")


def article_of_another_language(client: Client) -> Any:
    return client.get(f"/articles/{make_article(1).slug}/")


def no_such_article(client: Client) -> Any:
    return client.get("/articles/nowhere/")


def no_such_page(client: Client) -> Any:
    return client.get("/nowhere/")


def forged_form(client: Client) -> Any:
    return Client(enforce_csrf_checks=True, **client.defaults).post("/form/", {})


PAGES = {
    open_desk: 200,
    framed: 200,
    nobody_there: 200,
    after_hours: 200,
    full_queue: 200,
    form: 200,
    form_with_faults: 400,
    form_without_words: 400,
    thanks: 200,
    articles: 200,
    articles_not_found: 200,
    article_of_another_language: 200,
    no_such_article: 404,
    no_such_page: 404,
    forged_form: 403,
}


@pytest.mark.parametrize("language", ["fi", "sv"])
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.__name__)
def test_no_english_is_left_on_a_page(page: Any, language: str) -> None:
    response = page(Client(HTTP_ACCEPT_LANGUAGE=language))

    html = response.content.decode()
    assert (response.status_code, html.count(f'<html lang="{language}"')) == (PAGES[page], 1)
    assert english_on(html, language) == []


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_no_english_is_left_where_something_broke(language: str) -> None:
    with translation.override(language):
        html = render_to_string("500.html")

    assert english_on(html, language) == []


def test_english_would_be_noticed() -> None:
    html = form(Client(HTTP_ACCEPT_LANGUAGE="en")).content.decode()

    found = english_on(html.replace('<html lang="en"', '<html lang="fi"'), "fi")
    assert "What do you need help with?" in found
