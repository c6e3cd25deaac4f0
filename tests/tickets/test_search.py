"""Finding instructions by words."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection

from tickets.models import Article, Topic
from tickets.search import MOST_WORDS, words_in

pytestmark = pytest.mark.django_db


def make(title: str, language: str = "en", body: str = "Text", **more: Any) -> Article:
    return Article.objects.create(
        slug=f"a{Article.objects.count()}", language=language, title=title, body=body, **more
    )


def found(text: str, language: str = "en") -> list[str]:
    return [article.title for article in Article.objects.search(text, language)]


@pytest.mark.parametrize(
    ("language", "title", "text"),
    [
        ("fi", "Tulostimen asentaminen", "tulostin"),
        ("fi", "Langattomaan verkkoon liittyminen", "en saa verkkoa toimimaan"),
        ("fi", "Salasanan vaihtaminen", "salasanani on vanhentunut"),
        ("sv", "Byta lösenordet", "mitt lösenord fungerar inte"),
        ("sv", "Installera skrivare", "skrivarna är trasiga"),
        ("en", "Installing printers", "my printer is broken"),
        ("en", "Changing passwords", "I changed my password"),
    ],
)
def test_words_are_found_in_the_forms_of_each_language(
    language: str, title: str, text: str
) -> None:
    make(title, language)
    make("Moodle", language)

    assert found(text, language) == [title]


def test_an_instruction_of_the_topic_that_the_text_is_about_is_found_without_its_words(
    topic: Topic,
) -> None:
    make("First steps on the campus", topic=topic)
    make("Moodle")

    assert found("eduroam") == ["First steps on the campus"]


def test_words_in_a_title_count_more_than_the_topic_and_the_topic_more_than_a_mention(
    topic: Topic,
) -> None:
    make("Going abroad", body="With eduroam you are online in many places.")
    make("First steps on the campus", topic=topic)
    make("Eduroam on a telephone")

    assert found("eduroam") == [
        "Eduroam on a telephone",
        "First steps on the campus",
        "Going abroad",
    ]


def test_the_last_word_is_found_half_typed_in_a_title(topic: Topic) -> None:
    make("Installing printers")

    assert found("how do I instal") == ["Installing printers"]
    assert found("pri") == ["Installing printers"]


@pytest.mark.parametrize("text", ["", "?!", "the and of", "\0", "a:* & !b | (c <-> 'd'"])
def test_what_says_nothing_finds_nothing(text: str) -> None:
    make("Installing printers")

    assert found(text) == []


def test_of_a_long_text_the_words_of_its_end_are_looked_for() -> None:
    text = " ".join(f"word{n}" for n in range(50))

    assert words_in(text) == [f"word{n}" for n in range(50 - MOST_WORDS, 50)]


def test_the_words_under_the_index_follow_the_text() -> None:
    article = make("Printers")
    Article.objects.filter(pk=article.pk).update(title="Scanners")

    assert (found("printers"), found("scanners")) == ([], ["Scanners"])


def test_the_search_stands_on_the_index() -> None:
    Article.objects.bulk_create(
        Article(slug=f"a{n}", language="en", title=f"Title {n}", body=f"Body {n * 7919}")
        for n in range(2000)
    )
    with connection.cursor() as cursor:
        # What was just written waits in a list beside the index, and is dear to read from there.
        cursor.execute("SELECT gin_clean_pending_list('tickets_article_words')")
        cursor.execute("ANALYZE tickets_article")
        # So few are read as quickly one by one; asked is whether the index can serve at all.
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off")

    plan = Article.objects.search("printer", "en").explain()

    assert plan.count("Bitmap Index Scan on tickets_article_words") == 1


def test_the_index_is_not_fetched_with_the_instructions() -> None:
    make("Printers")

    assert Article.objects.get().get_deferred_fields() == {"vector"}
