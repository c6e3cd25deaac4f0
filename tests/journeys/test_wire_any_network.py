"""The connection of a window over any network: nothing lost, nothing twice, in order."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page

from tests.journeys.wire import PENDING, SAID, SHOWN, later, opened, run, stop_clock


@pytest.fixture
def wire(page: Page) -> Page:
    stop_clock(page)
    return page


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    choices=st.lists(st.integers(0, 119), max_size=120),
    turns=st.lists(st.sampled_from(["visitor", "agent", "wait", "beat", "die"]), max_size=40),
)
def test_over_any_network_the_window_ends_with_the_whole_log_and_each_message_once(
    wire: Page, choices: list[int], turns: list[str]
) -> None:
    opened(wire, *choices)
    said = take_turns(wire, turns)
    run(wire, "desk.choices = []")
    later(wire, 120_000)
    run(wire, "desk.ping()")
    later(wire, 5_000)

    assert run(wire, "return wrong") == []
    assert run(wire, SHOWN) == run(wire, SAID)
    assert run(wire, PENDING) == []
    mine = run(wire, 'return desk.log.filter((e) => e.from.role === "visitor").map((e) => e.body)')
    assert sorted(mine) == sorted(said)
    run(wire, "connection.stop()")


def take_turns(wire: Page, turns: list[str]) -> list[str]:
    """Carries out a story; returns what the visitor has said."""
    actions: dict[str, Any] = {
        "visitor": 'connection.send("c", argument)',
        "agent": 'desk.append({ body: argument, from: { role: "agent", name: "Anna" } })',
        "beat": "desk.ping()",
        "die": "for (const socket of desk.sockets) socket.die(1006)",
    }
    for number, turn in enumerate(turns):
        if turn == "wait":
            later(wire, 700)
        else:
            run(wire, actions[turn], f"{turn} {number}")
    return [f"{turn} {number}" for number, turn in enumerate(turns) if turn == "visitor"]
