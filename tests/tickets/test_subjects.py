"""Subjects that a person can read."""

from __future__ import annotations

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from tickets.subjects import subject_from, without_reply_prefix


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("Printer on fire", "Printer on fire"),
        ("Hi, my wifi does not work", "My wifi does not work"),
        (
            "Hi. :-) I was updating, and my laptop lost power.",
            "I was updating, and my laptop lost power.",
        ),
        ("hi all, i'm looking for help", "I'm looking for help"),
        ("Good morning!\n\nThe projector in B123 is dark.", "The projector in B123 is dark."),
        ("Hei,\nsähköposti ei aukea", "Sähköposti ei aukea"),
        ("Moikka! Salasana vanheni", "Salasana vanheni"),
        ("Hyvää päivää, tulostin jumissa", "Tulostin jumissa"),
        ("Hej! Mitt lösenord fungerar inte", "Mitt lösenord fungerar inte"),
        ("God morgon alla, nätet är nere", "Nätet är nere"),
        ("hello\nis there a 64 bit version?", "Is there a 64 bit version?"),
        ("ok\nthanks\nmy screen is black", "My screen is black"),
        ("I have a question\nhow do I print?", "How do I print?"),
        ("  \n\t lots   of \t space \n", "Lots of space"),
        ("eduroam-yhteys katkeilee", "eduroam-yhteys katkeilee"),
        ("iPhone does not sync", "iPhone does not sync"),
        ("Hi-fi speakers hum", "Hi-fi speakers hum"),
        ("hello", "Hello"),
        ("▇▇▇▇▇▇-▇▇▇▇ is my code", "▇▇▇▇▇▇-▇▇▇▇ is my code"),
        ("هل يعمل البريد؟", "هل يعمل البريد؟"),
        ("😱 my screen is black", "😱 my screen is black"),
    ],
)
def test_the_subject_is_the_first_line_that_says_something(text: str, subject: str) -> None:
    assert subject_from(text) == subject


def test_a_long_line_is_cut_at_a_word() -> None:
    text = "The wireless network in the main library has been so slow that nobody can read mails"

    assert subject_from(text, limit=40) == "The wireless network in the main…"


def test_a_long_word_is_cut_inside() -> None:
    assert subject_from("x" * 200, limit=10) == "X" + "x" * 8 + "…"


@pytest.mark.parametrize("text", ["", " \n ", "???", "😱😱", "..."])
def test_a_text_without_words_gets_a_phrase(text: str) -> None:
    with translation.override("en"):
        assert subject_from(text) == "Question without words"


@given(st.text(), st.integers(5, 100))
def test_a_subject_is_one_line_never_empty_and_never_too_long(text: str, limit: int) -> None:
    subject = subject_from(text, limit=limit)

    assert subject.strip() == subject
    assert 0 < len(subject) <= limit
    assert len(subject.splitlines()) == 1


@pytest.mark.parametrize(
    ("subject", "bare"),
    [
        ("Re: Printer", "Printer"),
        ("VS: Re: RE: [#12] Tulostin", "Tulostin"),
        ("Sv: Skrivaren", "Skrivaren"),
        ("Reset: my password", "Reset: my password"),
        ("[#12]", ""),
    ],
)
def test_prefixes_of_replies_are_no_part_of_a_subject(subject: str, bare: str) -> None:
    assert without_reply_prefix(subject) == bare
