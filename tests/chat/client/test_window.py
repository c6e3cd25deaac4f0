"""Whatever the network does, a window shows a prefix of the log: each entry once, in order."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from chat.client.window import HOLD, Window


def entry(seq: int, epoch: str = "e") -> dict[str, Any]:
    return {"seq": seq, "kind": "message", "body": f"{epoch}{seq}"}


def seqs(shown: list[dict[str, Any]]) -> list[int]:
    return [one["seq"] for one in shown]


def test_the_next_entry_is_shown_at_once() -> None:
    window = Window()

    assert seqs(window.take(entry(1))) == [1]
    assert window.position == {"epoch": "", "after": 1}


def test_an_entry_that_was_shown_is_dropped() -> None:
    window = Window(applied=3, head=3)

    assert window.take(entry(2)) == []
    assert not window.behind


def test_an_entry_behind_a_gap_waits_for_the_gap_to_close() -> None:
    window = Window()

    assert window.take(entry(3)) == []
    assert window.behind
    assert window.take(entry(2)) == []
    assert seqs(window.take(entry(1))) == [1, 2, 3]
    assert not window.behind


def test_a_page_is_shown_in_order_and_tells_how_far_the_log_goes() -> None:
    window = Window()

    assert seqs(window.take_page([entry(2), entry(1)], head=5)) == [1, 2]
    assert window.behind


def test_a_skipped_entry_takes_its_number() -> None:
    window = Window()

    assert seqs(window.take({"seq": 1, "kind": "skip"})) == [1]
    assert seqs(window.take(entry(2))) == [2]


def test_a_head_beyond_what_is_shown_means_a_lost_push() -> None:
    window = Window(applied=2, head=2)

    window.know(3)

    assert window.behind


def test_another_epoch_empties_the_window() -> None:
    window = Window()
    window.follow("old", 2)
    window.take_page([entry(1), entry(2), entry(4)], head=4)

    assert window.follow("new", 1)
    assert window.position == {"epoch": "new", "after": 0}
    assert seqs(window.take(entry(1))) == [1]
    assert not window.behind


def test_the_same_epoch_changes_nothing() -> None:
    window = Window()
    window.follow("e", 2)
    window.take(entry(1))

    assert not window.follow("e", 2)
    assert window.position == {"epoch": "e", "after": 1}


def test_what_is_held_is_bounded_and_fetched_instead() -> None:
    window = Window()
    for seq in range(2, HOLD + 50):
        window.take(entry(seq))

    assert len(window.held) == HOLD
    assert seqs(window.take(entry(1)))[-1] == HOLD + 1
    assert window.behind


def test_frames_without_a_number_show_nothing() -> None:
    window = Window()

    assert window.take({"kind": "message"}) == []
    assert window.take({"seq": "1"}) == []
    assert window.position["after"] == 0


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("event"), st.integers(1, 30)),
        st.tuples(st.just("page"), st.integers(0, 30)),
        st.tuples(st.just("ping"), st.integers(0, 30)),
        st.tuples(st.just("welcome"), st.booleans()),
    ),
    max_size=60,
)


@given(length=st.integers(1, 30), steps=STEPS)
def test_any_drop_double_reorder_and_reset_shows_a_prefix_of_the_log(
    length: int, steps: list[tuple[str, int]]
) -> None:
    window, shown, epoch = Window(), list[str](), "a"
    window.follow(epoch, 0)

    def take(entries: list[dict[str, Any]]) -> None:
        shown.extend(one["body"] for one in entries)

    for kind, value in steps:
        if kind == "event" and value <= length:
            take(window.take(entry(value, epoch)))
        elif kind == "page":
            take(window.take_page([entry(n, epoch) for n in range(value + 1, length + 1)], length))
        elif kind == "ping":
            window.know(min(value, length))
        elif kind == "welcome":
            epoch = chr(ord(epoch) + 1) if value else epoch
            if window.follow(epoch, length):
                shown.clear()
        assert shown == [f"{epoch}{n}" for n in range(1, len(shown) + 1)]

    take(window.take_page([entry(n, epoch) for n in range(window.applied + 1, length + 1)], length))
    assert shown == [f"{epoch}{n}" for n in range(1, length + 1)]
