"""The connection of a window over a network that fails: nothing lost, nothing twice, in order."""

import pytest
from playwright.sync_api import Page

from tests.journeys.wire import PENDING, SAID, SHOWN, later, opened, run, stop_clock


@pytest.fixture
def wire(page: Page) -> Page:
    stop_clock(page)
    return page


def test_the_first_frame_says_who_and_how_far(wire: Page) -> None:
    opened(wire)
    later(wire, 100)

    hello = {"type": "hello", "v": 1, "token": "secret", "chats": {"c": {"epoch": "", "after": 0}}}
    assert run(wire, "return desk.sent[0]") == hello
    assert run(wire, "return connection.state") == "online"


def test_a_message_is_shown_at_once_and_stays_after_its_acknowledgement(wire: Page) -> None:
    opened(wire)
    later(wire, 100)
    run(wire, 'connection.send("c", "Hello")')

    assert run(wire, PENDING) == [["Hello", None]]
    later(wire, 100)
    assert run(wire, PENDING) == []
    assert run(wire, SHOWN) == ["Hello"]


def test_one_message_of_a_chat_is_on_its_way_so_that_none_overtakes_another(wire: Page) -> None:
    opened(wire)
    later(wire, 100)
    run(
        wire,
        'desk.on_send = () => {}; for (let i = 0; i < 12; i += 1) connection.send("c", `${i}`)',
    )
    later(wire, 100)

    sent = run(
        wire, 'return desk.sent.filter(({ type }) => type === "send").map(({ body }) => body)'
    )
    assert sent == ["0"]


def test_a_message_that_is_refused_for_the_moment_is_not_overtaken(wire: Page) -> None:
    opened(wire)
    later(wire, 100)
    run(wire, 'desk.choices = [1]; connection.send("c", "First"); connection.send("c", "Second")')
    later(wire, 2_000)

    assert run(wire, SAID) == ["First", "Second"]


def test_what_was_lost_with_a_socket_is_sent_again_in_order_under_the_same_ids(
    wire: Page,
) -> None:
    opened(wire)
    later(wire, 100)
    run(wire, 'desk.choices = [0]; connection.send("c", "First"); connection.send("c", "Second")')
    later(wire, 2_000)

    sent = run(wire, 'return desk.sent.filter(({ type }) => type === "send")')
    assert [frame["body"] for frame in sent] == ["First", "First", "Second"]
    assert sent[0]["client_id"] == sent[1]["client_id"]
    assert run(wire, SAID) == ["First", "Second"]
    assert run(wire, PENDING) == []


def test_what_was_stored_but_not_acknowledged_is_not_stored_again(wire: Page) -> None:
    opened(wire)
    later(wire, 100)
    run(wire, 'desk.choices = [2, 0, 0, 0]; connection.send("c", "Stored")')
    later(wire, 10_000)

    assert run(wire, SAID) == ["Stored"]
    assert run(wire, SHOWN) == ["Stored"]
    assert run(wire, PENDING) == []


def test_a_message_outlives_the_page(wire: Page) -> None:
    opened(wire)
    later(wire, 100)
    run(
        wire,
        'desk.on_send = () => {}; connection.send("c", "Written"); connection.send("c", "Twice")',
    )
    wire.reload()
    opened(wire, keep=True)

    assert run(wire, PENDING) == [["Written", None], ["Twice", None]]
    later(wire, 200)
    assert run(wire, SHOWN) == ["Written", "Twice"]
    assert run(wire, "return Object.keys(localStorage)") == []


def test_a_refusal_for_the_moment_waits_as_long_as_it_was_told(wire: Page) -> None:
    opened(wire)
    later(wire, 100)
    run(wire, 'desk.choices = [1]; connection.send("c", "Soon")')

    later(wire, 250)
    assert run(wire, PENDING) == [["Soon", None]]
    later(wire, 150)
    assert run(wire, SHOWN) == ["Soon"]


def test_a_final_refusal_keeps_the_text_for_the_person(wire: Page) -> None:
    opened(wire)
    later(wire, 100)
    run(
        wire,
        """desk.on_send = (socket, { client_id }) => socket.push(
          { type: "error", chat: "c", client_id, code: "chat_closed", retry: false });
        window.id = connection.send("c", "Too late");""",
    )
    later(wire, 100)

    assert run(wire, PENDING) == [["Too late", "chat_closed"]]
    assert run(wire, 'return connection.discard("c", id)') == "Too late"
    assert run(wire, PENDING) == []


def test_a_lost_push_is_asked_for_at_the_next_beat(wire: Page) -> None:
    opened(wire)
    later(wire, 100)
    run(
        wire,
        'desk.choices = [0]; desk.append({ body: "Lost", from: { role: "agent", name: "Anna" } })',
    )
    later(wire, 100)

    assert run(wire, SHOWN) == []
    run(wire, "desk.ping()")
    later(wire, 300)
    assert run(wire, SHOWN) == ["Lost"]


def test_a_ping_is_answered(wire: Page) -> None:
    opened(wire)
    later(wire, 100)
    run(wire, "desk.ping()")
    later(wire, 50)

    assert run(wire, "return desk.sent.at(-1)") == {"type": "pong", "n": 1}


def test_a_long_log_comes_page_by_page(wire: Page) -> None:
    opened(wire)
    run(
        wire,
        'for (let i = 1; i <= 450; i += 1) desk.append({ body: `${i}`, from: { role: "agent" } })',
    )
    later(wire, 2_000)

    assert run(wire, SHOWN) == [str(number) for number in range(1, 451)]


def test_silence_of_two_beats_counts_as_a_lost_connection(wire: Page) -> None:
    opened(wire)
    later(wire, 100)

    later(wire, 49_000)
    assert run(wire, "return states") == ["connecting", "online"]
    later(wire, 2_000)
    assert run(wire, "return states.slice(0, 5)") == [
        "connecting",
        "online",
        1006,
        "connecting",
        "online",
    ]


@pytest.mark.parametrize("code", [4400, 4401, 4403, 4410])
def test_a_final_close_is_not_followed_by_another_try(wire: Page, code: int) -> None:
    opened(wire)
    later(wire, 100)
    run(wire, "for (const socket of desk.sockets) socket.die(argument)", code)
    later(wire, 120_000)

    assert run(wire, "return states") == ["connecting", "online", code]
    assert run(wire, "return connection.state") == "refused"


@pytest.mark.parametrize("code", [1006, 1012, 1013, 4408, 4429, 4500])
def test_any_other_close_is_followed_by_another_try(wire: Page, code: int) -> None:
    opened(wire)
    later(wire, 100)
    run(wire, "for (const socket of desk.sockets) socket.die(argument)", code)
    later(wire, 10_000)

    assert run(wire, "return states") == ["connecting", "online", code, "connecting", "online"]


def test_tries_come_farther_apart_and_at_once_when_the_network_is_back(wire: Page) -> None:
    opened(wire)
    later(wire, 100)
    run(wire, "Math.random = () => 1; desk.open = (socket) => socket.die(1006);")
    run(wire, "for (const socket of desk.sockets) socket.die(1006)")
    tries = []
    for _ in range(12):
        later(wire, 5_000)
        tries.append(run(wire, 'return states.filter((state) => state === "connecting").length'))

    assert tries == [4, 5, 5, 6, 6, 6, 7, 7, 7, 7, 7, 7]
    run(wire, 'dispatchEvent(new Event("online"))')
    assert run(wire, 'return states.filter((state) => state === "connecting").length') == 8


def test_a_request_is_answered_although_the_connection_was_lost(wire: Page) -> None:
    opened(wire)
    later(wire, 100)
    run(
        wire,
        """let first = true;
        desk.on_close = (socket, { client_id }) => {
          if (first) { first = false; return socket.die(1006); }
          return socket.push({ type: "ok", chat: "c", client_id, seq: 1, at: "", duplicate: true });
        };
        window.answer = null;
        const answered = (ok) => { answer = ok.duplicate; };
        connection.request({ type: "close", chat: "c" }).then(answered);""",
    )
    later(wire, 5_000)

    assert run(wire, "return answer") is True


def test_a_chat_that_was_let_go_of_is_not_asked_for_again(wire: Page) -> None:
    opened(wire)
    later(wire, 100)
    run(wire, 'connection.forget("c"); desk.sent = []; for (const s of desk.sockets) s.die(1006)')
    later(wire, 2_000)

    assert run(wire, 'return desk.sent.filter(({ type }) => type === "hello")') == [
        {"type": "hello", "v": 1, "token": "secret", "chats": {}}
    ]


def test_a_message_with_files_names_them_in_its_frame_and_keeps_them_until_it_is_stored(
    wire: Page,
) -> None:
    opened(wire)
    later(wire, 100)
    run(
        wire,
        """desk.on_send = (socket, frame) => (window.frame = frame);
        connection.send("c", "a.png", { attachments: [{ id: "f1", name: "a.png", size: 9 }] });""",
    )
    later(wire, 100)

    assert run(wire, "return [frame.body, frame.attachments]") == ["a.png", ["f1"]]
    kept = "return JSON.parse(localStorage.getItem(Object.keys(localStorage)[0])).attachments"
    assert run(wire, kept) == [{"id": "f1", "name": "a.png", "size": 9}]
    message = (
        'return connection.takeBack("c", connection.log("c").pending[0].client_id).attachments'
    )
    assert run(wire, message) == [{"id": "f1", "name": "a.png", "size": 9}]
    assert run(wire, "return Object.keys(localStorage)") == []
