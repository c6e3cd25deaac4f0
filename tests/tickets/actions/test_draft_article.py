"""An instruction drafted from an answer."""

from __future__ import annotations

import pytest

from tests.tickets.conftest import MakeContact
from tickets.actions import draft_article
from tickets.errors import Empty
from tickets.models import Article, Topic

pytestmark = pytest.mark.django_db
HETU = "131052-308T"


def test_a_draft_has_question_answers_topic_and_language_and_is_not_published(
    make_contact: MakeContact, topic: Topic
) -> None:
    contact = make_contact(subject="Eduroam does not connect", language="en", topic=topic)

    draft = draft_article(contact, answers=["Forget the network.", "Sign in again."])

    assert (draft.title, draft.body) == (
        "Eduroam does not connect",
        "Forget the network.\n\nSign in again.",
    )
    assert (draft.topic, draft.language, draft.is_published) == (topic, "en", False)
    assert draft.drafted_from == contact
    assert draft.slug == f"eduroam-does-not-connect-{contact.pk}"


@pytest.mark.parametrize(
    ("subject", "title"),
    [
        ("I am Aino Kallio and eduroam fails", "I am and eduroam fails"),
        ("Ainon verkko ei toimi", "verkko ei toimi"),
        ("aino: eduroam fails", "eduroam fails"),
        ("Write to aino.k@uni.example or 040 123 4567", "Write to  or"),
        ("Ainoastaan verkko ei toimi", "Ainoastaan verkko ei toimi"),
        ("Aino Kallio", "Wi-Fi"),
        ("", "Wi-Fi"),
    ],
)
def test_the_persons_names_and_addresses_do_not_land_in_the_title(
    make_contact: MakeContact, topic: Topic, subject: str, title: str
) -> None:
    contact = make_contact(subject=subject, language="en", topic=topic)

    assert draft_article(contact, answers=["Do this."]).title == title


def test_names_that_only_the_chat_knows_are_left_out_too(make_contact: MakeContact) -> None:
    contact = make_contact(subject="Eino here, printer on fire", language="en", requester=None)

    draft = draft_article(contact, answers=["Hello Eino, run."], names=["Eino"])

    assert (draft.title, draft.body) == ("here, printer on fire", "Hello, run.")


def test_an_identity_code_never_gets_into_an_instruction(make_contact: MakeContact) -> None:
    draft = draft_article(make_contact(subject="Code"), answers=[f"Yours is {HETU}"])

    assert draft.body == "Yours is ▇▇▇▇▇▇-▇▇▇▇"


def test_a_further_answer_joins_the_draft_and_the_same_one_does_not(
    make_contact: MakeContact,
) -> None:
    contact = make_contact(subject="Printer on fire")
    first = draft_article(contact, answers=["Run."])
    Article.objects.update(title="Fires")

    again = draft_article(contact, answers=["Run.", "Call 112."])

    assert (again.pk, again.title, again.body) == (first.pk, "Fires", "Run.\n\nCall 112.")
    assert Article.objects.count() == 1


def test_a_published_instruction_is_left_alone(make_contact: MakeContact) -> None:
    contact = make_contact(subject="Printer on fire")
    draft_article(contact, answers=["Run."])
    Article.objects.update(is_published=True, slug="fires")

    draft_article(contact, answers=["Call 112."])

    assert list(Article.objects.order_by("pk").values_list("body", "is_published")) == [
        ("Run.", True),
        ("Call 112.", False),
    ]


@pytest.mark.parametrize("answers", [[], [""], ["  \n"]])
def test_without_an_answer_there_is_nothing_to_draft(
    make_contact: MakeContact, answers: list[str]
) -> None:
    with pytest.raises(Empty):
        draft_article(make_contact(subject="Printer"), answers=answers)
    assert Article.objects.count() == 0
