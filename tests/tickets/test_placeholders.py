from __future__ import annotations

import pytest

from tickets.placeholders import KNOWN, filled, unknown_in

VALUES = {"name": "Aino", "agent": "Mikko", "desk": "Helpdesk", "topic": "Wi-Fi"}


def test_known_places_are_filled() -> None:
    text = "Hello {name}, {agent} of {desk} here about {topic}."

    assert filled(text, VALUES) == "Hello Aino, Mikko of Helpdesk here about Wi-Fi."


def test_a_place_without_a_value_stays_as_it_is_written() -> None:
    assert filled("Hello {name}: {topic}", {"name": "", "topic": "VPN"}) == "Hello {name}: VPN"


@pytest.mark.parametrize(
    ("body", "unknown"),
    [
        ("Hello {name}", []),
        ("Hello { name }", []),
        ("Hello {nmae}, {nmae}", ["{nmae}"]),
        ("{name|upper} {Name}", ["{name|upper}", "{Name}"]),
        ("{first name}", ["{first name}"]),
        ("{} { } no braces", []),
    ],
)
def test_what_nobody_can_fill_is_named_once(body: str, unknown: list[str]) -> None:
    assert unknown_in(body) == unknown


def test_what_is_known_is_what_the_model_tells() -> None:
    assert KNOWN == ("name", "agent", "desk", "topic")
