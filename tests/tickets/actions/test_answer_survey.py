"""The survey after a contact."""

from __future__ import annotations

from typing import Any

import pytest

from helpdesk.errors import Invalid
from tests.tickets.at_once import at_once
from tests.tickets.conftest import MakeContact
from tickets.actions import answer_survey
from tickets.errors import AlreadyAnswered
from tickets.models import Contact

pytestmark = pytest.mark.django_db
SKIPPED: dict[str, Any] = {"was_solved": None, "satisfaction": None, "alternative": ""}


def test_the_answers_are_kept(make_contact: MakeContact) -> None:
    contact = make_contact(channel="chat")

    answer_survey(contact, was_solved=True, satisfaction=5, alternative="phone")

    contact.refresh_from_db()
    assert (contact.was_solved, contact.satisfaction, contact.alternative) == (True, 5, "phone")
    assert contact.surveyed_at is not None


def test_skipping_counts_as_asked(make_contact: MakeContact) -> None:
    contact = answer_survey(make_contact(), **SKIPPED)

    assert contact.surveyed_at is not None
    with pytest.raises(AlreadyAnswered):
        answer_survey(contact, was_solved=True, satisfaction=1, alternative="none")


@pytest.mark.parametrize(
    "given", [{"satisfaction": 0}, {"satisfaction": 6}, {"alternative": "fax"}]
)
def test_an_answer_that_was_not_offered_is_refused(
    make_contact: MakeContact, given: dict[str, Any]
) -> None:
    contact = make_contact()

    with pytest.raises(Invalid):
        answer_survey(contact, **{**SKIPPED, **given})

    contact.refresh_from_db()
    assert contact.surveyed_at is None


@pytest.mark.parametrize(("drawn", "kept"), [("before", ""), ("after", "phone"), ("", "phone")])
def test_what_was_asked_before_a_contact_is_not_answered_after_it(
    make_contact: MakeContact, drawn: str, kept: str
) -> None:
    contact = make_contact(channel="chat", alternative_asked=drawn)

    answer_survey(contact, was_solved=True, satisfaction=5, alternative="phone")

    contact.refresh_from_db()
    assert (contact.alternative, contact.satisfaction) == (kept, 5)


@pytest.mark.django_db(transaction=True)
def test_of_two_answers_at_once_one_counts(make_contact: MakeContact) -> None:
    contact = make_contact()

    results = at_once(
        *(
            lambda stars=stars: answer_survey(contact, **{**SKIPPED, "satisfaction": stars})
            for stars in (1, 5)
        )
    )

    kept = [result for result in results if isinstance(result, Contact)]
    assert sorted(type(result).__name__ for result in results) == ["AlreadyAnswered", "Contact"]
    assert Contact.objects.get().satisfaction == kept[0].satisfaction
