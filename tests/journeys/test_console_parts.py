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
WAITS = """
const { waits } = await load("console/waits.js");
return waits(argument);
"""
PROMISE = """
const { promise } = await load("console/need.js");
const { left, level } = promise(argument.item, Date.parse(argument.now));
return [left, level];
"""
TAKERS = """
const { takers } = await load("console/takers.js");
const { agents, teams } = takers(argument.desk, argument.language);
return [agents.map(({ name, free }) => [name, free]), teams.map(({ name, here }) => [name, here])];
"""
ITEMS = """
const { items } = await load("console/items.js");
return items(argument, "Anna", "10:02").map(({ kind, side, text, who, mark, whisper }) =>
  kind === "system" ? text : [side, who, mark, Boolean(whisper)]);
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
    quiet = {"last_message_role": "agent", "visitor_away": False, "warned": False}
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
        (card(waits_since=ago(75)), "warn", "waits"),
        (card(waits_since=None, last_message_role="visitor"), "", "their-turn"),
        (card(first_reply_at=None, promise_at=ago(-3), promise_s=20), "warn", "answer-in"),
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


@pytest.mark.parametrize(
    ("seconds", "promised", "stands"),
    [(0, 20, [20, "good"]), (10, 20, [10, "warn"]), (20, 20, [0, "bad"]), (9, 10, [1, "warn"])],
)
def test_whoever_waits_is_promised_an_answer_from_when_they_began_to_wait(
    console: Page, seconds: float, promised: float, stands: list[Any]
) -> None:
    """As after a transfer: opened long before."""
    until = ago(seconds - promised)
    item = {"opened_at": ago(900), "queued_at": ago(seconds), "promise_at": until}

    assert run(console, PROMISE, {"item": item, "now": NOW.isoformat()}) == stands


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


def test_a_warning_is_known_as_soon_as_it_is_read(console: Page) -> None:
    warning = event(1, role="system") | {"warning": True}
    log = {"card": card(head=0), "events": [warning, event(2)]}

    facts, _ = run(console, FACTS, {"log": log, "seen": 0})

    assert facts["warned"] is True


def test_a_list_follows_its_items_and_keeps_the_focus_of_what_stays(console: Page) -> None:
    states = [["a", "kept"], ["b", "kept", "c"], ["c", "kept"], ["kept"], ["x", "y", "kept"]]

    assert run(console, RECONCILE, states) == [states, "kept"]


@pytest.mark.parametrize(
    ("events", "since"),
    [
        ([event(1, "opened"), event(2)], "at 2"),
        ([event(1), event(2), event(3)], "at 1"),
        ([event(1), event(2, role="agent")], None),
        ([event(1), event(2, role="agent"), event(3), event(4)], "at 3"),
        ([event(1), event(2, role="agent"), event(3, role="system")], None),
        ([event(1), event(2, role="agent"), event(3, "assigned")], "at 3"),
        ([event(1), event(2, "assigned")], "at 1"),
        ([event(1), event(2, "note", "agent")], "at 1"),
    ],
)
def test_a_visitor_waits_since_the_first_word_that_nobody_answered(
    console: Page, events: list[dict[str, Any]], since: str | None
) -> None:
    log = {"applied": len(events), "card": card(head=len(events)), "events": events}

    assert run(console, WAITS, log) == {"waits_since": since}


def test_a_log_that_is_not_all_here_says_nothing_of_who_waits(console: Page) -> None:
    assert run(console, WAITS, {"applied": 1, "card": card(head=2), "events": [event(1)]}) == {}


def test_a_chat_goes_only_to_whoever_can_take_it_now(console: Page) -> None:
    def agent(number: int, name: str, **more: Any) -> dict[str, Any]:
        here = {"status": "online", "free": 2, "languages": [], "teams": [1]}
        return {"id": number, "name": name, **here, **more}

    agents = [
        agent(1, "Anna"),
        agent(2, "Laura", languages=["fi", "sv"]),
        agent(3, "Mikko", free=0),
        agent(4, "Sari", languages=["en"], teams=[2]),
        agent(5, "Eero", status="away", teams=[3]),
    ]
    teams = [{"id": 1, "name": "First"}, {"id": 2, "name": "Second"}, {"id": 3, "name": "Third"}]
    desk = {"me": {"id": 1}, "agents": agents, "teams": teams}

    assert run(console, TAKERS, {"desk": desk, "language": "sv"}) == [
        [["Laura", 2]],
        [["First", 2]],
    ]


def test_a_log_tells_what_rules_and_supervisors_did(console: Page) -> None:
    def done(seq: int, kind: str, **data: Any) -> dict[str, Any]:
        return {**event(seq, kind, "system"), **data}

    sari = {"role": "agent", "name": "Sari"}
    anna = {"role": "agent", "name": "Anna"}
    events = [
        done(1, "offered", agent="Laura", without=["topic"]),
        done(2, "passed_on", agent="Laura", why="no_answer", after_s=20),
        done(3, "assigned", agent="Anna", via="offer"),
        {**event(4, role="agent"), "body": "Hello", "from": anna},
        {**event(5, role="system"), "body": "Are you there?"},
        {**event(6, "note", "agent"), "body": "Ask the floor", "from": sari, "whisper": True},
        done(7, "transferred", to="Sari", takeover=True, note=""),
        done(8, "assigned", agent="Sari", via="takeover"),
    ]
    log = {"events": events, "pending": [], "read": {"visitor": 5, "agent": 0}}

    assert run(console, ITEMS, log) == [
        "offered-topic",
        "passed_on-no_answer",
        "assigned",
        ["agent", "Anna", "read-at", False],
        ["said-system", "by-itself", "", False],
        ["agent", "whisper", "", True],
        "transferred-takeover",
        "assigned-takeover",
    ]
