import json
import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.charts.looks import SCHEMES, look, quoted, spread
from tickets.choices import Channel

TOKENS = Path(__file__).resolve().parents[3] / "static" / "css" / "tokens.css"


def tokens(scheme: str) -> dict[str, str]:
    light, _, dark = TOKENS.read_text().partition("(prefers-color-scheme: dark)")
    text = light if scheme == "light" else dark
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6});", text))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_channel_has_the_same_colour_in_charts_and_pages(scheme: str) -> None:
    token, colours = tokens(scheme), SCHEMES[scheme]

    assert {c: token[f"channel-{c}"] for c in Channel.values} == colours.channels
    assert [token[name] for name in ("text", "muted", "line", "raised")] == [
        colours.text,
        colours.muted,
        colours.line,
        colours.raised,
    ]


def test_an_unknown_look_is_an_error() -> None:
    with pytest.raises(KeyError):
        look("sepia", "wide")


@given(st.lists(st.floats(0, 1), max_size=5))
def test_labels_keep_their_order_and_their_distance(places: list[float]) -> None:
    ascending = sorted(places)

    moved = spread(ascending, 0.1)

    assert all(b - a >= 0.1 - 1e-9 for a, b in pairwise(moved))
    assert all(place <= 1 for place in moved)


def test_labels_with_room_stay_where_they_are() -> None:
    assert spread([0.1, 0.5, 0.9], 0.1) == [0.1, 0.5, 0.9]


@pytest.mark.parametrize("text", ["Sep 2016", "'); alert(1)//", "\\u0041", 'ä\n"', "21.11."])
def test_labels_cannot_leave_their_quotes(text: str) -> None:
    written = quoted({"0": text})

    inside = re.fullmatch(r"\{'0': '([^'\"\n]*)'\}", written)
    assert inside
    assert json.loads(f'"{inside[1]}"') == text
