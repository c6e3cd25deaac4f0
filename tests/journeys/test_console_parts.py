"""The console's pure parts: what a chat needs, what its log says, how lists are kept."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.wire import run, serve

NOW = datetime(2026, 1, 31, 10, 0, tzinfo=UTC)
WORDS = """
const words = document.createElement("template");
words.id = "words";
document.head.append(words);
"""
NEED = """
const { need } = await load("console/need.js");
const { level, text } = need(argument.card, Date.parse(argument.now));
return [level, text];
"""
ORDER = """
const { need } = await load("console/need.js");
const rank = (name) => need(argument.cards[name], Date.parse(argument.now)).rank;
return Object.keys(argument.cards).sort((a, b) => rank(b) - rank(a));
"""
FACTS = """
const { facts, unread } = await load("console/facts.js");
return [facts(argument.log), unread(argument.log, argument.seen)];
"""
RECONCILE = """
const { reconcile } = await load("console/lists.js");
const list = document.createElement("ul");
document.body.replaceChildren(list);
const make = (item) => Object.assign(document.createElement("li"), { tabIndex: 0 });
const update = (row, item) => (row.textContent = item);
const draw = (items) => reconcile(list, items, { key: (item) => item, make, update });
const texts = () => [...list.children].map((row) => row.textContent);
const seen = [];
for (const items of argument) {
  draw(items);
  seen.push(texts());
  list.querySelector("[data-key=kept]")?.focus();
}
return [seen, document.activeElement.textContent];
"""


@pytest.fixture(scope="module")
def console(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    serve(page)
    page.evaluate(f"() => {{{WORDS}}}")
    yield page
    page.close()


def ago(seconds: float) -> str:
    return (NOW - timedelta(seconds=seconds)).isoformat()


def card(**changes: Any) -> dict[str, Any]:
    """A chat that was opened and answered long ago, and has been quiet since our last word."""
    answered = {"opened_at": ago(900), "first_reply_at": ago(890), "last_message_at": ago(60)}
    quiet = {"last_message_role": "agent", "visitor_away": False}
    return {"state": "active", "promise_s": 10, **answered, **quiet, **changes}


def unanswered(seconds: float) -> dict[str, Any]:
    return card(opened_at=ago(seconds), first_reply_at=None, last_message_role="visitor")


def waits(seconds: float) -> dict[str, Any]:
    return card(last_message_role="visitor", last_message_at=ago(seconds))


@pytest.mark.parametrize(
    ("chat", "level", "words"),
    [
        (unanswered(1), "good", "answer-in"),
        (unanswered(5), "warn", "answer-in"),
        (unanswered(9.9), "warn", "answer-in"),
        (unanswered(10), "bad", "late"),
        (waits(59), "", "waits"),
        (waits(60), "warn", "waits"),
        (waits(180), "bad", "waits"),
        (card(), "", "their-turn"),
        (card(last_message_at=ago(300)), "", "silent"),
        (card(visitor_away=True), "", "visitor-away"),
        (card(state="closed"), "", ""),
    ],
)
def test_a_chat_says_what_it_needs(
    console: Page, chat: dict[str, Any], level: str, words: str
) -> None:
    assert run(console, NEED, {"card": chat, "now": NOW.isoformat()}) == [level, words]


def test_the_chat_that_needs_its_agent_most_is_first(console: Page) -> None:
    cards = {
        "ended": card(state="closed"),
        "gone": card(visitor_away=True),
        "answered": card(),
        "waits": waits(20),
        "waits long": waits(400),
        "promised": unanswered(2),
        "promise almost broken": unanswered(9),
        "late": unanswered(11),
        "very late": unanswered(200),
    }

    assert run(console, ORDER, {"cards": cards, "now": NOW.isoformat()}) == [*reversed(cards)]


def event(seq: int, kind: str = "message", role: str = "visitor") -> dict[str, Any]:
    return {"seq": seq, "kind": kind, "at": f"at {seq}", "from": {"role": role, "name": ""}}


def test_entries_newer_than_the_card_bring_it_up_to_date(console: Page) -> None:
    known = card(first_reply_at=None, last_message_at="at 2", last_message_role="visitor", head=2)
    events = [event(1, "opened"), event(2), event(3, "note", "agent"), event(4, role="agent")]
    log = {"card": known, "events": [*events, event(5), event(6, "left")]}

    facts, unread = run(console, FACTS, {"log": log, "seen": 2})

    changed = {name: facts[name] for name in facts if facts[name] != known[name]}
    assert changed == {"first_reply_at": "at 4", "last_message_at": "at 5", "visitor_away": True}
    assert unread == 1


def test_a_visitor_who_writes_again_is_back(console: Page) -> None:
    log = {"card": card(visitor_away=True, head=0), "events": [event(1)]}

    facts, _ = run(console, FACTS, {"log": log, "seen": 0})

    assert facts["visitor_away"] is False


def test_a_list_follows_its_items_and_keeps_the_focus_of_what_stays(console: Page) -> None:
    states = [["a", "kept"], ["b", "kept", "c"], ["c", "kept"], ["kept"], ["x", "y", "kept"]]

    assert run(console, RECONCILE, states) == [states, "kept"]
