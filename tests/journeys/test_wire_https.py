"""Where no socket stays up, the same chat goes over plain HTTPS until one does."""

import pytest
from playwright.sync_api import Page

from tests.journeys.wire import PENDING, SAID, SHOWN, later, run, stop_clock

OPEN = """
const { Connection } = await load("wire/connection.js");
const { BadDesk } = await import("/tests/journeys/bad_desk.js");
window.desk = new BadDesk("c");
desk.open = (socket) => socket.die(1006);
window.asked = [];
window.fetch = async (address, { method = "GET", headers, body, signal }) => {
  asked.push(`${method} ${address}`);
  if (argument.down || headers.Authorization !== "Bearer secret") throw new TypeError("no network");
  if (method === "POST") return { json: async () => desk.answer(JSON.parse(body)) };
  const after = Number(new URL(address, location).searchParams.get("after"));
  await new Promise((resolve) => setTimeout(resolve, desk.log.length > after ? 5 : 1000));
  const [events, head] = [desk.log.slice(after), desk.log.length];
  return { json: async () => ({ type: "page", chat: "c", epoch: "e1", after, events, head }) };
};
window.connection = new Connection({
  path: "/ws/chat/", role: "visitor", token: () => "secret", events: (chat) => `/chats/${chat}/`,
});
window.states = [];
connection.addEventListener("state", ({ detail }) => states.push(detail.by ?? detail.state));
connection.follow("c");
connection.start();
"""
AGENT_SAYS = 'desk.append({ body: argument, from: { role: "agent", name: "Anna" } })'


@pytest.fixture
def wire(page: Page) -> Page:
    stop_clock(page)
    return page


def settle(wire: Page, milliseconds: int) -> None:
    """Promises of a played `fetch` go on between the steps of the clock."""
    for _ in range(milliseconds // 100):
        later(wire, 100)


def test_two_failed_sockets_in_a_row_lead_to_https(wire: Page) -> None:
    run(wire, OPEN, {"down": False})
    run(wire, 'connection.send("c", "Hello over HTTPS")')
    settle(wire, 3_000)
    run(wire, AGENT_SAYS, "Heard you")
    settle(wire, 1_500)

    assert run(wire, "return connection.state") == "online"
    assert run(wire, SHOWN) == ["Hello over HTTPS", "Heard you"]
    assert run(wire, SAID) == ["Hello over HTTPS", "Heard you"]
    assert run(wire, PENDING) == []
    assert run(wire, "return asked[0]") == "GET /chats/c/?after=0&wait=0"


def test_a_socket_that_comes_back_ends_the_asking(wire: Page) -> None:
    run(wire, OPEN, {"down": False})
    settle(wire, 3_000)
    run(wire, "delete desk.open")
    settle(wire, 31_000)
    asked = run(wire, "return asked.length")
    run(wire, AGENT_SAYS, "By socket again")
    settle(wire, 3_000)

    assert run(wire, "return asked.length") == asked
    assert run(wire, SHOWN) == ["By socket again"]
    assert run(wire, "return states.slice(-2)") == ["https", "online"]


def test_without_any_network_the_window_stays_offline_and_keeps_the_text(wire: Page) -> None:
    run(wire, OPEN, {"down": True})
    run(wire, 'connection.send("c", "In a tunnel")')
    settle(wire, 5_000)

    assert run(wire, 'return states.includes("https")') is False
    assert run(wire, "return connection.state") in ("offline", "connecting")
    assert run(wire, PENDING) == [["In a tunnel", None]]
