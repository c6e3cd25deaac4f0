from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from rest_framework.test import APIClient

from tests.admin_objects import make_article, make_topic
from tickets.models import Article, Topic

pytestmark = pytest.mark.django_db


def titles(answer: Any) -> list[str]:
    return [article["title"] for article in answer.json()["results"]]


@pytest.mark.parametrize(("path", "queries"), [("topics", 2), ("articles", 2)])
@pytest.mark.parametrize("rows", [1, 3])
def test_a_list_costs_the_same_however_long(
    api: APIClient,
    path: str,
    queries: int,
    rows: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for n in range(rows):
        make_article(n)

    with django_assert_num_queries(queries + 1):  # and the desk's time zone
        api.get(f"/api/v1/{path}/")


def test_topics_are_named_in_the_language_of_whoever_asks(api: APIClient) -> None:
    make_topic(1)

    answer = api.get("/api/v1/topics/", headers={"accept-language": "sv"})

    assert [topic["name"] for topic in answer.json()["results"]] == ["Rot", "Ämne 1"]


def test_topics_that_are_no_longer_offered_can_be_left_out(api: APIClient) -> None:
    topic = make_topic(1)
    Topic.objects.filter(pk=topic.pk).update(is_active=False)

    answer = api.get("/api/v1/topics/?is_active=true")

    assert [topic["slug"] for topic in answer.json()["results"]] == ["root"]


def test_everybody_may_read_published_instructions() -> None:
    shown, hidden = make_article(1), make_article(2)
    Article.objects.filter(pk=hidden.pk).update(is_published=False)

    assert titles(Client().get("/api/v1/articles/")) == [shown.title]
    assert Client().get(f"/api/v1/articles/{hidden.pk}/").status_code == 404


def test_staff_read_the_unpublished_ones_too(api: APIClient) -> None:
    article = make_article(1)
    Article.objects.filter(pk=article.pk).update(is_published=False)

    assert api.get(f"/api/v1/articles/{article.pk}/").json()["is_published"] is False


def test_instructions_are_searched_best_first_in_any_form_of_a_word() -> None:
    Article.objects.create(slug="a", language="en", title="Other things", body="Printers, too.")
    Article.objects.create(slug="b", language="en", title="A printer", body="Printers everywhere")
    Article.objects.create(slug="c", language="en", title="Moodle", body="Courses")

    answer = Client().get("/api/v1/articles/?search=printer&language=en")

    assert titles(answer) == ["A printer", "Other things"]


def fitting(**asked: str) -> Any:
    return Client().post("/api/v1/articles/fitting/", asked, content_type="application/json")


def test_what_fits_a_question_is_told_without_the_question_in_an_address() -> None:
    Article.objects.create(slug="a", language="en", title="Other things", body="Printers, too.")
    Article.objects.create(slug="b", language="en", title="A printer", body="Printers everywhere")
    Article.objects.create(slug="c", language="fi", title="Printer", body="Tulostin")
    Article.objects.create(
        slug="d", language="en", title="Printer draft", body="Not yet", is_published=False
    )

    answer = fitting(search="My printer burns", language="en")

    assert [each["title"] for each in answer.json()] == ["A printer", "Other things"]


def test_a_question_is_at_most_so_long() -> None:
    assert [fitting(search="a" * n).status_code for n in (500, 501, 0)] == [200, 400, 400]


def test_nobody_writes_instructions_here(api: APIClient) -> None:
    assert api.post("/api/v1/articles/", {}).status_code == 405
