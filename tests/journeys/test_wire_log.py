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


def entry(seq: int, client_id: str | None = None) -> dict[str, Any]:
    """Entry `seq` of the true log."""
    kind = "skip" if seq % 5 == 0 else "message"
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


OWN = [f"id-{n}" for n in range(8)]
Log = list[dict[str, Any]]
Step = tuple[Log, dict[str, Any]]
"""What the window is told, and the log that holds when it is told."""


def deliveries(log: Log, epoch: str) -> st.SearchStrategy[dict[str, Any]]:
    """Anything that a server with this log may say, at any time, as often as it likes."""
    places = st.integers(0, len(log))
    kinds = [
        st.sampled_from(log),
        st.builds(lambda after, size: page_of(log, after, size), places, st.integers(0, 9)),
        places.map(lambda head: {"type": "page", "events": [], "head": head}),
        # The window comes back: where it stood is true, or there is a page from further back.
        places.map(lambda head: card(epoch, head)),
    ]
    own = [event for event in log if event["client_id"]]
    if own:
        kinds.append(st.sampled_from(own).map(lambda event: {**event, "type": "ok"}))
    return st.one_of(kinds)


@st.composite
def interleavings(draw: st.DrawFn, histories: int = 1) -> list[Step]:
    """Deliveries that lose, double, reorder and begin again; history may be rewritten between."""
    steps: list[Step] = [([], compose(client_id)) for client_id in OWN]
    for epoch in range(draw(st.integers(1, histories))):
        own = draw(st.permutations([*OWN, *[None] * 12]))
        length = draw(st.integers(1, len(own)))
        log = [entry(seq, client_id) for seq, client_id in enumerate(own[:length], 1)]
        told = draw(st.lists(deliveries(log, f"e{epoch}"), max_size=50))
        steps += [(log, action) for action in [card(f"e{epoch}"), *told]]
    return steps


MANY = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def replayed(page: Page, steps: list[Step]) -> list[tuple[Log, dict[str, Any]]]:
    """The true log and what the window holds, after each step."""
    held = replay(page, [action for _, action in steps])
    return [(log, window) for (log, _), window in zip(steps, held, strict=True)]


@MANY
@given(interleavings(histories=3))
def test_what_is_shown_is_a_prefix_of_the_log_and_the_whole_log_in_the_end(
    wire: Page, steps: list[Step]
) -> None:
    log = steps[-1][0]

    held = replayed(wire, [*steps, (log, page_of(log, 0, 200))])

    for true, window in held:
        assert window["events"] == true[: len(window["events"])]
    last = held[-1][1]
    assert last["events"] == log
    assert last["gap"] is False


@MANY
@given(interleavings(histories=3))
def test_a_message_is_pending_or_shown_but_never_both_and_never_neither(
    wire: Page, steps: list[Step]
) -> None:
    ever: set[str] = set()
    for true, window in replayed(wire, steps)[len(OWN) :]:
        ever |= {event["client_id"] for event in window["events"]}
        pending = [message["client_id"] for message in window["pending"]]
        acknowledged = {m["client_id"] for m in window["pending"] if m["seq"]}
        assert pending == [client_id for client_id in OWN if client_id not in ever]
        assert acknowledged <= {event["client_id"] for event in true}


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
    last = replay(wire, [card(), entry(1, "id-1"), compose("id-1")])[-1]

    assert last["pending"] == []


def test_a_read_mark_never_goes_back(wire: Page) -> None:
    marks = [{"type": "cursor", "role": "agent", "read": n} for n in (3, 1)]

    assert replay(wire, [card(), *marks])[-1]["read"] == {"visitor": 0, "agent": 3}
