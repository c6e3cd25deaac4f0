"""The reducer of a chat's log: whatever is lost, doubled or late, a window shows a prefix of it."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page

from tests.journeys.wire import run, serve

REPLAY = """
const { emptyLog, reduce, gap, shown } = await load("wire/log.js");
let log = emptyLog("c");
const steps = [];
for (const action of argument) {
  log = reduce(log, action);
  steps.push({
    events: log.events, gap: gap(log), head: log.head, read: log.read,
    shown: shown(log).map((event) => event.seq),
    pending: log.pending.map(({ client_id, seq, failed }) => ({ client_id, seq, failed })),
  });
}
return steps;
"""


@pytest.fixture(scope="module")
def wire(browser: Any) -> Iterator[Page]:
    page = browser.new_page()
    serve(page)
    yield page
    page.close()


def replay(page: Page, actions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What the window holds after each action."""
    steps: list[dict[str, Any]] = run(page, REPLAY, actions)
    return steps


def entry(seq: int, *, mine: bool = False) -> dict[str, Any]:
    """Entry `seq` of the true log."""
    kind = "skip" if seq % 5 == 0 else "message"
    client_id = f"id-{seq}" if mine else None
    return {"type": "event", "seq": seq, "kind": kind, "client_id": client_id}


def page_of(log: list[dict[str, Any]], after: int, size: int) -> dict[str, Any]:
    events = log[after : after + size]
    return {"type": "page", "after": after, "events": events, "head": len(log)}


def compose(client_id: str) -> dict[str, Any]:
    message = {"client_id": client_id, "body": "Hello", "note": False, "at": 1}
    return {"type": "compose", "message": message}


def card(epoch: str = "e1", head: int = 0) -> dict[str, Any]:
    reads = {"visitor": 0, "agent": 0}
    return {"type": "card", "card": {"epoch": epoch, "head": head, "read": reads}}


@st.composite
def interleavings(draw: st.DrawFn) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """A true log with messages of this window, and deliveries that lose, double and reorder."""
    mine = draw(st.lists(st.booleans(), min_size=1, max_size=30))
    log = [entry(seq, mine=mine[seq - 1]) for seq in range(1, len(mine) + 1)]
    own = [event for event in log if event["client_id"]]
    pushes = st.sampled_from(log)
    pages = st.builds(
        lambda after, size: page_of(log, after, size), st.integers(0, 29), st.integers(0, 9)
    )
    beats = st.integers(0, len(log)).map(lambda head: {"type": "page", "events": [], "head": head})
    kinds = [pushes, pages, beats]
    if own:
        kinds.append(st.sampled_from(own).map(lambda event: {**event, "type": "ok"}))
    deliveries = draw(st.lists(st.one_of(kinds), max_size=60))
    composed = [compose(event["client_id"]) for event in own]
    return log, [card(), *composed, *deliveries]


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(interleavings())
def test_what_is_shown_is_a_prefix_of_the_log_and_the_whole_log_in_the_end(
    wire: Page, given_: tuple[list[dict[str, Any]], list[dict[str, Any]]]
) -> None:
    log, actions = given_

    steps = replay(wire, [*actions, page_of(log, 0, 200)])

    for step in steps:
        assert step["events"] == log[: len(step["events"])]
    assert steps[-1]["events"] == log
    assert steps[-1]["gap"] is False
    assert steps[-1]["pending"] == []


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(interleavings())
def test_a_message_is_pending_or_shown_but_never_both_and_never_neither(
    wire: Page, given_: tuple[list[dict[str, Any]], list[dict[str, Any]]]
) -> None:
    log, actions = given_
    own = {event["client_id"] for event in log if event["client_id"]}

    steps = replay(wire, actions)

    composed = len(own)
    for step in steps[1 + composed :]:
        pending = [message["client_id"] for message in step["pending"]]
        seen = [event["client_id"] for event in step["events"] if event["client_id"]]
        assert sorted(pending + seen) == sorted(own)


def test_a_later_entry_is_held_until_the_missing_one_comes(wire: Page) -> None:
    late = replay(wire, [card(), entry(1), entry(3), entry(2)])

    assert [[event["seq"] for event in step["events"]] for step in late] == [
        [],
        [1],
        [1],
        [1, 2, 3],
    ]
    assert [step["gap"] for step in late] == [False, False, True, False]


def test_an_acknowledgement_tells_of_an_entry_that_was_not_pushed(wire: Page) -> None:
    ok = {"type": "ok", "client_id": "id-1", "seq": 1}

    last = replay(wire, [card(), compose("id-1"), ok])[-1]

    assert last["pending"] == [{"client_id": "id-1", "seq": 1, "failed": None}]
    assert last["gap"] is True


def test_an_acknowledged_message_goes_when_its_place_in_the_log_is_shown(wire: Page) -> None:
    ok = {"type": "ok", "client_id": "id-1", "seq": 1}

    last = replay(wire, [card(), compose("id-1"), ok, entry(1)])[-1]

    assert last["pending"] == []


def test_entries_that_are_not_for_this_window_take_their_place_unseen(wire: Page) -> None:
    last = replay(wire, [card(), *[entry(seq) for seq in range(1, 7)]])[-1]

    assert last["shown"] == [1, 2, 3, 4, 6]
    assert len(last["events"]) == 6


def test_rewritten_history_voids_positions_and_keeps_what_was_not_shown(wire: Page) -> None:
    ok = {"type": "ok", "client_id": "mine", "seq": 3}

    last = replay(wire, [card(), entry(1), compose("mine"), ok, card(epoch="e2", head=1)])[-1]

    assert last["events"] == []
    assert last["head"] == 1
    assert last["pending"] == [{"client_id": "mine", "seq": None, "failed": None}]


def test_a_final_refusal_marks_the_message_and_a_passing_one_does_not(wire: Page) -> None:
    passing = {"type": "error", "client_id": "a", "code": "rate_limited", "retry": True}
    final = {"type": "error", "client_id": "b", "code": "too_large", "retry": False}

    last = replay(wire, [card(), compose("a"), compose("b"), passing, final])[-1]

    assert [message["failed"] for message in last["pending"]] == [None, "too_large"]


def test_a_message_restored_from_storage_is_not_shown_twice(wire: Page) -> None:
    last = replay(wire, [card(), entry(1, mine=True), compose("id-1")])[-1]

    assert last["pending"] == []


def test_a_read_mark_never_goes_back(wire: Page) -> None:
    marks = [{"type": "cursor", "role": "agent", "read": n} for n in (3, 1)]

    assert replay(wire, [card(), *marks])[-1]["read"] == {"visitor": 0, "agent": 3}
