"""People found as one types."""

from __future__ import annotations

import pytest
from django.utils import timezone

from helpdesk.people.models import Requester

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def aino() -> Requester:
    Requester.objects.create(name="Leo Aalto", phone="09 1234")
    return Requester.objects.create(
        name="Aino Maria Kallio",
        email="a.kallio@uni.example",
        phone="+358 40 123 4567",
        login="amk",
    )


def found(text: str) -> list[str]:
    return [person.name for person in Requester.objects.matching(text)]


@pytest.mark.parametrize(
    "text",
    [
        *("aino", "kallio aino", "ain kal", "uni.example", "AMK", "  kallio "),
        *("0401234567", "040 123 45", "+358 40 123", "00358401234567", "123-4567", "(040) 1234567"),
    ],
)
def test_a_person_is_found_by_words_or_by_a_number_however_it_is_spelled(text: str) -> None:
    assert found(text) == ["Aino Maria Kallio"]


@pytest.mark.parametrize("text", ["aino aalto", "0409999", "+358", "00", "kallio 040"])
def test_each_word_has_to_fit(text: str) -> None:
    assert "Aino Maria Kallio" not in found(text)


def test_whose_name_begins_so_comes_first() -> None:
    Requester.objects.create(name="Kaisa Ainola")

    assert found("ain") == ["Aino Maria Kallio", "Kaisa Ainola"]


@pytest.mark.parametrize("text", ["ak@home", "0409998887", "A. K."])
def test_by_what_they_were_known_before_a_merge_they_are_found(text: str, aino: Requester) -> None:
    Requester.objects.create(
        name="A. K.",
        email="ak@home.example",
        phone="040 999 8887",
        merged_into=aino,
        merged_at=timezone.now(),
    )

    assert found(text) == ["Aino Maria Kallio"]
