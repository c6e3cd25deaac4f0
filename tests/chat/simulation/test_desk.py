"""A simulated day: the same people, three ways of routing, and rules that hold at every moment."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chat.simulation.day import CAPACITIES, EATS, FALLS_SILENT, LUNCH, SILENT_FROM, Day, make_day
from chat.simulation.desk import SimulatedDesk
from chat.simulation.habits import Habits
from chat.simulation.outcome import summed_up
from chat.simulation.policies import POLICIES, Policy
from chat.simulation.records import Log
from chat.simulation.run import compare
from chat.simulation.stage import GONE_AFTER_S, House
from chat.simulation.table import render

HOUSE = House(promise_s=10, offer_s=20, queue_limit=50, wait_limit_s=600, ttl_s=60.0, grace_s=60.0)
every_policy = pytest.mark.parametrize("policy", POLICIES, ids=lambda policy: policy.name)


def day(seed: int = 1, chats: int = 400) -> Day:
    return make_day(seed=seed, chats=chats, habits=Habits())


def play(policy: Policy, of: Day | None = None) -> Log:
    return SimulatedDesk(of or day(), policy, HOUSE).play()


def test_the_same_seed_gives_the_same_day_and_the_same_figures() -> None:
    first, again, other = (compare(day(seed, 150), HOUSE) for seed in (7, 7, 8))

    assert again == first
    assert other != first


def test_the_same_people_come_under_every_policy() -> None:
    came = [[(f.number, f.came_at) for f in play(policy).fates] for policy in POLICIES]

    assert came[0] == came[1] == came[2] == [(v.number, v.at) for v in day().visitors]


@settings(max_examples=12)
@given(seed=st.integers(0, 10_000), chats=st.integers(0, 1200), policy=st.sampled_from(POLICIES))
def test_nothing_is_lost_however_busy_the_day(seed: int, chats: int, policy: Policy) -> None:
    played = day(seed, chats)
    log = play(policy, played)

    ends = Counter(fate.end for fate in log.fates)
    assert len(log.fates) == len(played.visitors)
    assert set(ends) <= {"answered", "refused", "left"}
    for fate in log.fates:
        assert (fate.end == "answered") == (fate.first_words_at is not None)
        assert (fate.end == "refused") == bool(fate.why)
        assert fate.end != "answered" or bool(fate.agents)


@settings(max_examples=12)
@given(seed=st.integers(0, 10_000), chats=st.integers(100, 1200), policy=st.sampled_from(POLICIES))
def test_no_agent_ever_has_more_chats_than_they_take(seed: int, chats: int, policy: Policy) -> None:
    log = play(policy, day(seed, chats))

    for agent, capacity in enumerate(CAPACITIES, start=1):
        changes = [(had.starts, 1) for had in log.had if had.agent == agent]
        changes += [(had.ends, -1) for had in log.had if had.agent == agent]
        held = most = 0
        for _, change in sorted(changes):
            held += change
            most = max(most, held)
        assert held == 0
        assert most <= log.most.get(agent, 0) <= capacity


@every_policy
def test_whoever_is_at_lunch_gets_no_chat(policy: Policy) -> None:
    log = play(policy)

    theirs = [shown.at for shown in log.shown if shown.agent == EATS]
    theirs += [had.starts for had in log.had if had.agent == EATS]
    assert theirs
    assert [at for at in theirs if LUNCH[0] <= at < LUNCH[1]] == []


@every_policy
def test_whoever_stops_answering_takes_nothing_more_and_loses_what_they_had(
    policy: Policy,
) -> None:
    log = play(policy)

    gone = SILENT_FROM + GONE_AFTER_S + HOUSE.ttl_s + HOUSE.grace_s
    had = [one for one in log.had if one.agent == FALLS_SILENT]
    assert had
    assert max(one.starts for one in had) < SILENT_FROM
    assert max(one.ends for one in had) <= gone
    assert not [s for s in log.shown if s.agent == FALLS_SILENT and s.at > gone - HOUSE.grace_s]


def test_one_chat_is_never_shown_to_two() -> None:
    log = play(POLICIES[0], day(chats=900))

    for visitor in {shown.visitor for shown in log.shown}:
        spans = sorted((s.at, s.ended_at) for s in log.shown if s.visitor == visitor)
        assert all(end <= start for (_, end), (start, _) in pairwise(spans))


def test_a_busier_day_refuses_rather_than_lets_people_wait_for_ever() -> None:
    (busy, *_) = compare(day(chats=1600), HOUSE)

    assert sum(busy.refused.values()) > 100
    assert busy.longest_wait_s < HOUSE.wait_limit_s


def test_even_the_shortest_chats_are_answered_before_they_are_handed_over() -> None:
    habits = Habits(services=(20.0,), handed_over=1.0, patience_s=1e9)
    log = play(POLICIES[0], make_day(seed=2, chats=60, habits=habits))

    assert {fate.end for fate in log.fates} == {"answered"}
    assert max(fate.wait_s or 0 for fate in log.fates) < 60


def test_measured_service_times_are_used_as_they_are() -> None:
    measured = make_day(seed=1, chats=100, habits=Habits(services=(100.0, 200.0)))

    assert {visitor.service_s for visitor in measured.visitors} == {100.0, 200.0}


def test_the_table_has_every_policy_and_every_agent() -> None:
    played = day(chats=60)
    table = render([summed_up(played, play(p, played), policy=p.title) for p in POLICIES])

    head, *lines = table.splitlines()
    assert head.split() == ["offers", "fewest", "chats", "first", "free", "pick"]
    assert len([line for line in lines if line.startswith("agent ")]) == 7
    assert "answered in 10 s" in table
