from __future__ import annotations

import pytest

from tests.admin_objects import make_article, make_contact, make_topic
from tests.roles import client_as
from tickets.models import Article, Topic

pytestmark = pytest.mark.django_db


def test_a_topic_that_the_record_names_is_not_deleted() -> None:
    topic = make_contact(1).topic
    assert topic is not None

    response = client_as("superuser").post(
        f"/admin/tickets/topic/{topic.pk}/delete/", {"post": "yes"}
    )

    assert (response.status_code, Topic.objects.filter(pk=topic.pk).exists()) == (403, True)


def test_a_topic_with_topics_under_it_is_not_deleted() -> None:
    parent = make_topic(1).parent
    assert parent is not None

    response = client_as("superuser").get(f"/admin/tickets/topic/{parent.pk}/delete/")

    assert response.status_code == 403


def test_an_instruction_is_withdrawn_without_being_deleted() -> None:
    article = make_article(1)
    form = {"title": article.title, "body": "…", "language": "en", "slug": article.slug}

    client_as("supervisor").post(f"/admin/tickets/article/{article.pk}/change/", form)

    assert list(Article.objects.values_list("is_published", flat=True)) == [False]


def test_the_page_of_an_instruction_leads_to_what_readers_see() -> None:
    article = make_article(1)

    page = client_as("supervisor").get(f"/admin/tickets/article/{article.pk}/change/")

    assert f'href="/articles/{article.slug}/"' in page.content.decode()


def test_topics_are_named_in_the_language_of_whoever_looks() -> None:
    make_topic(1)
    client = client_as("supervisor")

    page = client.get("/admin/tickets/topic/", headers={"accept-language": "fi"})

    assert [topic.name for topic in page.context["cl"].result_list] == ["Juuri", "Aihe 1"]
