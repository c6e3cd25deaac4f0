"""The model of staffing: against exact fractions, and against a simulation of events."""

from fractions import Fraction
from math import factorial, inf
from random import Random

import pytest
import simpy
from hypothesis import given
from hypothesis import strategies as st

from reports.staffing import Desk, agents_needed, growing, service, states


def erlang_c(load: int, agents: int) -> Fraction:
    """The chance to wait (A. K. Erlang 1917), exactly."""
    top = Fraction(load**agents, factorial(agents)) * Fraction(agents, agents - load)
    return top / (sum(Fraction(load**k, factorial(k)) for k in range(agents)) + top)


@pytest.mark.parametrize(
    ("load", "agents", "known"),
    [
        (10, 14, 0.174132),
        (18, 21, 0.395872),
        (20, 24, 0.298072),
        (1, 2, Fraction(1, 3)),
        (2, 3, Fraction(4, 9)),
    ],
)
def test_one_chat_at_once_and_endless_patience_is_erlang_c(load, agents, known):
    desk = Desk(load / 180, agents, (180.0,), inf)
    chances = states(desk)
    assert chances

    to_wait = 1 - sum(chances[:agents])

    assert to_wait == pytest.approx(float(erlang_c(load, agents)), abs=1e-6)
    assert to_wait == pytest.approx(float(known), abs=1e-6)


def test_the_well_known_case_of_the_textbooks():
    found = service(Desk(10 / 180, 14, (180.0,), inf), 20)

    assert found
    assert found.within == pytest.approx(0.8884, abs=1e-4)
    assert found.mean_wait_s == pytest.approx(7.84, abs=0.01)


def test_a_queue_that_grows_without_end_has_no_steady_state():
    assert service(Desk(1.0, 1, (180.0,), inf), 60) is None


def test_impatient_people_make_any_queue_steady():
    found = service(Desk(1.0, 1, (180.0,), 60.0), 60)

    assert found
    assert found.lost == pytest.approx(1 - 1 / 180, abs=1e-3)


def simulate(desk: Desk, within_s: float, arrivals: int, seed: int) -> tuple[float, float]:
    """Shares answered in time and lost, by events. Chats share their agent's attention evenly."""
    rng, env = Random(seed), simpy.Environment()
    chats: list[object] = []
    answered_in_time, left = 0, 0
    queue: list[tuple[float, simpy.Event]] = []
    changed = env.event()

    def wake() -> None:
        nonlocal changed
        changed, before = env.event(), changed
        before.succeed()

    def visitor():
        nonlocal answered_in_time, left
        came = env.now
        if len(chats) >= desk.places:
            place = env.event()
            queue.append((came, place))
            patience = env.timeout(rng.expovariate(desk.leave_rate))
            yield place | patience
            if not place.triggered:
                queue.remove((came, place))
                left += 1
                return
        else:
            chats.append(object())
            wake()
        answered_in_time += env.now - came <= within_s

    def finishing():
        while True:
            if not chats:
                yield changed
                continue
            ahead = env.timeout(rng.expovariate(desk.finish_rate(len(chats))))
            before = changed
            yield ahead | before
            if before.triggered and not ahead.processed:
                continue
            chats.pop()
            if queue:
                queue.pop(0)[1].succeed()
                chats.append(object())

    def arriving():
        for _ in range(arrivals):
            yield env.timeout(rng.expovariate(desk.arrivals_s))
            env.process(visitor())

    env.process(finishing())
    env.run(until=env.process(arriving()))
    return answered_in_time / arrivals, left / arrivals


@pytest.mark.parametrize(
    "desk",
    [
        Desk(45 / 3600, 2, growing(480, 4, 0.15), 180.0),
        Desk(30 / 3600, 3, growing(480, 2, 0.3), 180.0),
        Desk(12 / 3600, 2, (480.0,), 120.0),
    ],
    ids=["four at once", "two at once", "one at once"],
)
def test_the_model_agrees_with_a_simulation_of_events(desk: Desk):
    found = service(desk, 60)
    assert found

    within, lost = simulate(desk, 60, arrivals=20_000, seed=5)

    assert within == pytest.approx(found.within, abs=0.02)
    assert lost == pytest.approx(found.lost, abs=0.02)


@given(st.integers(1, 80), st.integers(1, 6), st.floats(0, 0.4))
def test_enough_agents_are_enough_and_one_less_is_not(an_hour: int, cap: int, growth: float):
    handle = growing(480, cap, growth)
    wanted = {"share": 0.9, "within_s": 60}

    agents = agents_needed(an_hour / 3600, handle, 180.0, **wanted)

    assert agents
    enough = service(Desk(an_hour / 3600, agents, handle, 180.0), 60)
    assert enough
    assert enough.within >= 0.9
    if agents > 1:
        fewer = service(Desk(an_hour / 3600, agents - 1, handle, 180.0), 60)
        assert fewer
        assert fewer.within < 0.9


@given(st.integers(1, 60), st.integers(1, 6), st.integers(1, 4))
def test_shares_are_shares_and_people_are_answered_or_lost(an_hour: int, agents: int, cap: int):
    found = service(Desk(an_hour / 3600, agents, growing(480, cap, 0.15), 180.0), 60)

    assert found
    assert 0 <= found.within <= 1 + 1e-9
    assert 0 <= found.lost <= 1
    assert found.within + found.lost <= 1 + 1e-9
    assert 0 <= found.slot_use <= 1


def test_nobody_needs_no_agent_and_too_many_people_have_no_answer():
    assert agents_needed(0, (480.0,), 180.0, share=0.9, within_s=60) == 0
    assert agents_needed(1.0, (480.0,), 1e9, share=0.9, within_s=60, most=3) is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"agents": 0},
        {"handle_s": ()},
        {"handle_s": (0.0,)},
        {"arrivals_s": -1.0},
        {"patience_s": 0.0},
    ],
)
def test_a_desk_that_cannot_be_is_refused(wrong):
    with pytest.raises(ValueError, match=r"cannot be negative|needs an agent"):
        Desk(**{"arrivals_s": 0.01, "agents": 2, "handle_s": (480.0,), "patience_s": 60.0, **wrong})
