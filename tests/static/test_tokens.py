"""The colours of static/css/tokens.css can be read by everybody, light and dark."""

import re
from pathlib import Path

import pytest

CSS = Path(__file__).resolve().parents[2].joinpath("static/css/tokens.css").read_text()
DARK = "(prefers-color-scheme: dark)"
GROUNDS = ("surface", "raised", "sunken")
SPOKEN = ("muted", "accent", "good", "warn", "bad")


def colours(scheme: str) -> dict[str, str]:
    light, dark = (
        dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", part)) for part in CSS.split(DARK)
    )
    return light if scheme == "light" else light | dark


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    channels = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def too_faint(scheme: str, pairs: list[tuple[str, str]], least: float) -> list[tuple[str, str]]:
    known = colours(scheme)
    return [pair for pair in pairs if contrast(known[pair[0]], known[pair[1]]) < least]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_has_seven_to_one_on_every_ground(scheme: str) -> None:
    grounds = [*GROUNDS, "accent-soft", "good-soft", "warn-soft", "bad-soft"]

    assert too_faint(scheme, [("text", ground) for ground in grounds], 7) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_coloured_words_have_four_and_a_half_to_one(scheme: str) -> None:
    on_grounds = [(word, ground) for word in SPOKEN for ground in GROUNDS]
    on_own = [(word, f"{word}-soft") for word in SPOKEN if word != "muted"]
    on_fills = [("on-accent", "accent"), ("on-bad", "bad"), ("on-mine", "mine")]

    assert too_faint(scheme, on_grounds + on_own + on_fills, 4.5) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_outlines_and_focus_have_three_to_one(scheme: str) -> None:
    pairs = [(name, ground) for name in ("edge", "focus") for ground in GROUNDS]

    assert too_faint(scheme, pairs, 3) == []
