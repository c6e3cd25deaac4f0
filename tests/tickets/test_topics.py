"""Which topic a text seems to be about."""

from __future__ import annotations

from typing import Any

import pytest

from tickets.models import Topic
from tickets.topics import propose_topic


def topic(pk: int, en: str, fi: str, sv: str, keywords: str = "", **more: Any) -> Topic:
    return Topic(pk=pk, slug=str(pk), name_en=en, name_fi=fi, name_sv=sv, keywords=keywords, **more)


NETWORK = topic(1, "Networks", "Verkko", "Nät", "wifi eduroam vpn langaton")
MAIL = topic(2, "E-mail", "Sähköposti", "E-post", "outlook mail posti")
PRINTING = topic(3, "Printing", "Tulostus", "Utskrift", "printer tulostin skrivare")
PASSWORD = topic(4, "Passwords", "Salasanat", "Lösenord", "salasana password kirjautuminen")
TOPICS = [NETWORK, MAIL, PRINTING, PASSWORD]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("eduroam does not connect", NETWORK),
        ("Wi-Fi is slow", NETWORK),
        ("En pääse verkkoon", NETWORK),
        ("yliopiston verkossa on vikaa", NETWORK),
        ("VPN:ään ei saa yhteyttä", NETWORK),
        ("työsähköpostini ei avaudu", MAIL),
        ("Sähköpostiosoite muuttui", MAIL),
        ("Tulostimesta tulee savua", PRINTING),
        ("min skrivare skriver inte", PRINTING),
        ("unohdin salasanani", PASSWORD),
        ("Glömt lösenordet", PASSWORD),
        ("my passwords expired", PASSWORD),
        ("passport office", None),
        ("lounas tänään?", None),
        ("", None),
    ],
)
def test_forms_of_a_word_lead_to_its_topic(text: str, expected: Topic | None) -> None:
    assert propose_topic(text, TOPICS) is expected


def test_more_matching_words_win() -> None:
    assert propose_topic("outlook asks for my password in outlook mail", TOPICS) is MAIL


def test_a_part_is_more_exact_than_the_whole_and_then_the_first_wins() -> None:
    whole = topic(5, "Phones", "Puhelimet", "Telefoner", "puhelin")
    part = topic(6, "Mobile phones", "Matkapuhelimet", "Mobiler", "puhelin", parent_id=5)

    assert propose_topic("puhelin rikki", [whole, part]) is part
    assert propose_topic("puhelin rikki", [whole, whole]) is whole


def test_without_topics_there_is_no_proposal() -> None:
    assert propose_topic("wifi", []) is None
