"""What the console makes of ready answers and smileys, by the pure parts of its scripts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.journeys.wire import run, serve

OFFERED = """
const { offered } = await load("console/replies.js");
const found = offered(argument.all, argument.facts, argument.typed);
return found.map(({ shortcut, body }) => `${shortcut}: ${body}`);
"""
FILLED = """
const { filled } = await load("console/replies.js");
return filled(argument.body, argument.all, argument.facts);
"""
TYPED = """
const { typedAt } = await load("console/replies.js");
return typedAt(argument, argument.length);
"""
SMILED = 'const { smiled } = await load("wire/smileys.js"); return smiled(argument);'

ALL = {
    "agent": "Anna",
    "desk": "Helpdesk",
    "topics": {"7": {"fi": "Tulostus", "sv": "Utskrift", "en": "Printing"}},
}
FACTS = {"name": "Aino", "language": "fi", "team": {"id": 1}, "topic": None, "proposal": {}}


@pytest.fixture(scope="module")
def page(browser: Any) -> Iterator[Page]:
    opened = browser.new_page()
    serve(opened)
    yield opened
    opened.close()


def reply(shortcut: str, body: str, language: str = "fi", **more: Any) -> dict[str, Any]:
    return {
        "shortcut": shortcut,
        "body": body,
        "language": language,
        "team": None,
        "topic": None,
    } | more


def offered(page: Page, typed: str, *replies: dict[str, Any]) -> Any:
    return run(page, OFFERED, {"all": {"replies": replies}, "facts": FACTS, "typed": typed})


def test_each_shortcut_is_offered_once_in_the_nearest_language(page: Page) -> None:
    found = offered(
        page,
        "",
        reply("hei", "Hello", "en"),
        reply("hei", "Hei"),
        reply("only", "Svenska", "sv"),
        reply("only", "English", "en"),
    )

    assert found == ["hei: Hei", "only: English"]


def test_those_of_the_chats_team_come_first_but_never_in_a_wrong_language(page: Page) -> None:
    mine, other = {"id": 1, "name": "First"}, {"id": 2, "name": "Second"}

    found = offered(
        page,
        "",
        reply("a", "for all"),
        reply("b", "other team", team=other),
        reply("c", "for all"),
        reply("c", "team", team=mine),
        reply("d", "for all"),
        reply("d", "team in English", "en", team=mine),
    )

    assert found == ["c: team", "a: for all", "d: for all", "b: other team"]


def test_a_shortcut_counts_more_than_a_word_of_the_text(page: Page) -> None:
    found = offered(
        page,
        "VPN",
        reply("ask", "Use vpn"),
        reply("my-vpn", "…"),
        reply("vpn", "…"),
        reply("x", "…"),
    )

    assert found == ["vpn: …", "my-vpn: …", "ask: Use vpn"]


@pytest.mark.parametrize(
    ("body", "facts", "text", "left"),
    [
        ("Hei {name}!", {}, "Hei Aino!", []),
        ("Hei { name }!", {}, "Hei Aino!", []),
        ("Hei {name}!", {"name": ""}, "Hei!", []),
        ("{name}, hei", {"name": ""}, "hei", []),
        ("Kiitos, {name}.", {"name": ""}, "Kiitos.", []),
        ("{topic}: {desk}", {"topic": {"id": 7}}, "Tulostus: Helpdesk", []),
        ("{topic}", {"proposal": {"topic": {"id": 7}}, "language": "sv"}, "Utskrift", []),
        ("{topic} {agent}", {}, "{topic} Anna", ["{topic}"]),
        ("{room} {room} {x}", {}, "{room} {room} {x}", ["{room}", "{x}"]),
        ("{constructor}", {}, "{constructor}", ["{constructor}"]),
        ("{name}", {"name": "{agent}"}, "{agent}", []),
    ],
)
def test_places_are_filled_and_the_others_named(
    page: Page, body: str, facts: dict[str, Any], text: str, left: list[str]
) -> None:
    answer = run(page, FILLED, {"body": body, "all": ALL, "facts": FACTS | facts})

    assert answer == {"text": text, "left": left}


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("/", {"start": 0, "end": 1, "typed": ""}),
        ("Hi /he", {"start": 3, "end": 6, "typed": "he"}),
        ("Hi\n/he", {"start": 3, "end": 6, "typed": "he"}),
        ("and/or", None),
        ("/etc/hosts", None),
        ("https://", None),
        ("/hello ", None),
    ],
)
def test_only_a_slash_that_begins_a_word_opens_the_list(page: Page, text: str, typed: Any) -> None:
    assert run(page, TYPED, text) == typed


@pytest.mark.parametrize(
    ("text", "faces"),
    [
        (":)", ["🙂"]),
        ("Thanks :-) bye ;)", ["🙂", "😉"]),
        ("Oh :( .", ["🙁"]),
        ("Ok :).", ["🙂"]),
        ("I <3 you :'(", ["❤️", "😢"]),
        ("xD :D :P", ["😆", "😄", "😛"]),
        ("f(x:) and a:D", []),
        ("10:30 / 12:00 =) ", ["🙂"]),
        ("http://x :))", []),
        ("if (a) { b }", []),
    ],
)
def test_smileys_get_faces_and_nothing_else_does(page: Page, text: str, faces: list[str]) -> None:
    parts = run(page, SMILED, text)

    assert [part["face"] for part in parts if "face" in part] == faces
    assert "".join(part["text"] for part in parts) == text
