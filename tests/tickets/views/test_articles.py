"""The instructions."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tickets.articles import rendered
from tickets.models import Article

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk")]


def make(slug: str, language: str, title: str, body: str = "Text", **more: Any) -> Article:
    return Article.objects.create(slug=slug, language=language, title=title, body=body, **more)


def titles(client: Client, query: str = "", language: str = "fi") -> list[str]:
    page = client.get("/articles/" + query, headers={"Accept-Language": language})
    return [article.title for article in page.context["articles"]]


def test_each_instruction_is_listed_once_in_the_readers_language(client: Client) -> None:
    make("wifi", "fi", "Verkko")
    make("wifi", "en", "Network")
    make("vpn", "en", "A tunnel")
    make("vpn", "sv", "En tunnel")
    make("old", "fi", "Vanha", is_published=False)

    assert titles(client, language="fi") == ["A tunnel", "Verkko"]
    assert titles(client, language="sv") == ["En tunnel", "Network"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?q=tulostimen", ["Tulostin ei toimi"]),
        ("?q=verkossa", ["Verkko"]),
        ("?q=savuaa tulostin", ["Tulostin ei toimi"]),
        ("?q=tulos", ["Tulostin ei toimi"]),
        ("?q=skanneri", []),
        ("?q=%00%27)%3B--", []),
        ("?q=!%26|():*", []),
        ("?q=" + "x" * 3000, []),
    ],
)
def test_words_are_found_in_any_form(client: Client, query: str, found: list[str]) -> None:
    make("print", "fi", "Tulostin ei toimi", "Jos tulostin savuaa, sammuta se.")
    make("print", "en", "The printer does not work", "tulostin")
    make("wifi", "fi", "Verkko", "Yhdistä eduroamiin.")

    assert titles(client, query) == found


def test_the_title_counts_more_than_the_text(client: Client) -> None:
    make("a", "en", "Networks", "The printer needs one.")
    make("b", "en", "Printer", "Put paper in.")

    assert titles(client, "?q=printer", "en") == ["Printer", "Networks"]


def test_an_instruction_is_shown_in_the_readers_language(client: Client) -> None:
    make("wifi", "fi", "Verkko", "Suomeksi")
    make("wifi", "en", "Network", "In English")

    page = client.get("/articles/wifi/", headers={"Accept-Language": "en"}).content.decode()

    assert "<h1>Network</h1>" in page
    assert "<p>In English</p>" in page
    assert "not yet in your language" not in page


def test_in_another_language_it_says_so(client: Client) -> None:
    make("wifi", "fi", "Verkko")

    page = client.get("/articles/wifi/", headers={"Accept-Language": "en"}).content.decode()

    assert 'lang="fi">\n  <h1>Verkko</h1>' in page
    assert "This instruction is not yet in your language." in page


def test_what_is_not_published_is_not_there(client: Client) -> None:
    make("old", "fi", "Vanha", is_published=False)

    assert client.get("/articles/old/").status_code == 404
    assert client.get("/articles/none/").status_code == 404


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("# Title", "<h2>Title</h2>"),
        ("**b** `c`", "<p><strong>b</strong> <code>c</code></p>"),
        ("<script>alert(1)</script>ok", "<p>ok</p>"),
        ('<p onclick="x()">ok</p>', "<p>ok</p>"),
        ("[x](javascript:alert(1))", '<p><a rel="noopener noreferrer">x</a></p>'),
        ("[x](/form/)", '<p><a href="/form/" rel="noopener noreferrer">x</a></p>'),
        ('<iframe src="https://evil.example"></iframe>', ""),
        ('<p style="color: red">ok</p>', "<p>ok</p>"),
    ],
)
def test_markdown_becomes_clean_html(source: str, html: str) -> None:
    assert rendered(source).strip() == html
