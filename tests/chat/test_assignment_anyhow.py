"""Who is offered waiting chats, whoever waits and whoever is there."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from chat.assignment import (
    Agent,
    Held,
    Waiting,
    distribute,
    next_agent,
    shown,
)

NOW = datetime(2026, 1, 30, 12, tzinfo=UTC)


def ago(seconds: float) -> datetime:
    return NOW - timedelta(seconds=seconds)


teams = st.none() | st.sampled_from([7, 8])
moments = st.integers(0, 900).map(ago)
chats = st.builds(
    Waiting,
    chat=st.uuids(),
    queued_at=moments,
    language=st.sampled_from(["", "fi", "sv"]),
    team=teams,
    topics=st.frozensets(st.integers(1, 3), max_size=2),
    same_agent=st.none() | st.integers(1, 6),
    passed=st.dictionaries(st.integers(1, 6), moments, max_size=4),
)
agents = st.lists(
    st.builds(
        Agent,
        id=st.integers(1, 6),
        capacity=st.integers(1, 6),
        online_since=moments,
        held=st.lists(st.builds(Held, team=teams, written_at=moments), max_size=7).map(tuple),
        teams=st.dictionaries(st.sampled_from([7, 8]), st.none() | st.integers(1, 6)),
        topics=st.frozensets(st.integers(1, 3), max_size=2),
        languages=st.frozensets(st.sampled_from(["fi", "sv"])),
        last_new_at=st.none() | moments,
        last_offered_at=st.none() | moments,
    ),
    max_size=6,
    unique_by=lambda one: one.id,
)


@given(waiting=st.lists(chats, max_size=12, unique_by=lambda one: one.chat), here=agents)
def test_no_chat_goes_to_two_and_nobody_gets_more_than_they_take(
    waiting: list[Waiting], here: list[Agent]
) -> None:
    choices = distribute(waiting, here, NOW)

    assert len({choice.chat for choice in choices}) == len(choices)
    by_name = {one.chat: one for one in waiting}
    for one in here:
        mine = [by_name[choice.chat] for choice in choices if choice.agent == one.id]
        loaded = one
        for got in mine:
            loaded = shown(loaded, got, NOW)
            assert got.team is None or got.team in one.teams
        assert not mine or len(loaded.held) <= one.capacity
        for team, most in one.teams.items():
            of_team = sum(got.team == team for got in mine)
            assert not of_team or sum(h.team == team for h in loaded.held) <= (most or 6)


@given(waiting=st.lists(chats, max_size=12, unique_by=lambda one: one.chat), here=agents)
def test_whoever_goes_on_waiting_could_not_be_served_by_anybody_left(
    waiting: list[Waiting], here: list[Agent]
) -> None:
    loaded = {one.id: one for one in here}
    by_name = {one.chat: one for one in waiting}
    choices = distribute(waiting, here, NOW)
    for choice in choices:
        loaded[choice.agent] = shown(loaded[choice.agent], by_name[choice.chat], NOW)

    left = by_name.keys() - {choice.chat for choice in choices}

    assert [next_agent(by_name[name], list(loaded.values()), NOW) for name in left] == [
        None for _ in left
    ]


@given(waiting=st.lists(chats, max_size=12, unique_by=lambda one: one.chat), here=agents)
def test_the_order_in_which_they_are_read_changes_nothing(
    waiting: list[Waiting], here: list[Agent]
) -> None:
    forward = distribute(waiting, here, NOW)

    assert {c.chat: c.agent for c in distribute(waiting, here[::-1], NOW)} == {
        c.chat: c.agent for c in forward
    }
