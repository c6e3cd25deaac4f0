"""Who is offered a waiting chat."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from chat.assignment import (
    Agent,
    Choice,
    Held,
    Waiting,
    capacity_of,
    distribute,
    free_places,
    next_agent,
    offer_ends_at,
    takes_no_notice,
    weight,
)

NOW = datetime(2026, 1, 30, 12, tzinfo=UTC)
PRINTERS, VPN, NETWORKS = 1, 2, 3


def ago(seconds: float) -> datetime:
    return NOW - timedelta(seconds=seconds)


def chat(name: str = "chat", *, waited_s: float = 1, **more: Any) -> Waiting:
    return Waiting(name, ago(waited_s), **more)


def agent(number: int, *, busy: int = 0, resting: int = 0, **more: Any) -> Agent:
    held = (Held(None, ago(1)),) * busy + (Held(None, ago(600)),) * resting
    given = {"capacity": 4, "online_since": ago(3600), "held": held, **more}
    return Agent(number, **given)


def asked(waiting: Waiting, *agents: Agent) -> int | None:
    choice = next_agent(waiting, agents, NOW)
    return choice.agent if choice else None


@pytest.mark.parametrize(
    ("agents", "who"),
    [
        ([agent(1, busy=2), agent(2, busy=1)], 2),
        ([agent(1, busy=2, capacity=6), agent(2, busy=1)], 1),
        ([agent(1, busy=2), agent(2, busy=1, resting=1)], 2),
        ([agent(1, resting=1), agent(2)], 2),
        ([agent(1, last_new_at=ago(60)), agent(2, last_new_at=ago(90))], 2),
        ([agent(1, last_new_at=ago(60)), agent(2)], 2),
        ([agent(1), agent(2)], 1),
        ([agent(1, busy=4), agent(2, busy=3)], 2),
        ([agent(1, busy=4), agent(2, busy=5)], None),
        ([agent(1, resting=4)], None),
        ([], None),
    ],
    ids=[
        "fewer chats",
        "more room",
        "a resting chat weighs less",
        "but not nothing",
        "longest without a new chat",
        "never had one",
        "all alike",
        "full",
        "all full, one beyond a lowered capacity",
        "resting chats keep their places",
        "nobody here",
    ],
)
def test_whoever_has_most_room_is_asked(agents: list[Agent], who: int | None) -> None:
    assert asked(chat(), *agents) == who


@pytest.mark.parametrize(("silent_s", "weighs"), [(0, 1.0), (179, 1.0), (180, 0.5), (10**6, 0.5)])
def test_a_chat_in_which_nobody_writes_weighs_half(silent_s: int, weighs: float) -> None:
    assert weight(Held(None, ago(silent_s)), NOW) == weighs


@pytest.mark.parametrize(("relieved", "left"), [(0, 4), (1, 3), (4, 1), (9, 1)])
def test_relief_never_takes_the_last_place(relieved: int, left: int) -> None:
    assert capacity_of(4, relieved=relieved) == left


@pytest.mark.parametrize(
    ("team", "of_team", "left"), [(None, 2, 2), (7, None, 2), (7, 3, 1), (7, 2, 0), (7, 1, 0)]
)
def test_a_team_may_take_fewer_chats_than_the_agent(
    team: int | None, of_team: int | None, left: int
) -> None:
    member = Agent(1, 4, ago(3600), held=(Held(7, NOW),) * 2, teams={7: of_team})

    assert free_places(member, team) == left


def test_a_chat_of_a_team_is_for_its_members_only() -> None:
    assert asked(chat(team=7), agent(1), agent(2, busy=3, teams={7: None})) == 2
    assert asked(chat(team=7), agent(1)) is None


@pytest.mark.parametrize(
    ("wants", "skills", "who", "without"),
    [
        ({}, [{"topics": {VPN}}, {}], 1, set()),
        ({"topics": {VPN, NETWORKS}}, [{"topics": {PRINTERS}}, {"topics": {NETWORKS}}], 2, set()),
        ({"topics": {VPN, NETWORKS}}, [{"topics": {PRINTERS}}, {}], 2, set()),
        ({"language": "sv"}, [{"languages": {"fi"}}, {"languages": {"fi", "sv"}}], 2, set()),
        ({"language": "sv"}, [{"languages": {"fi"}}, {}], 2, set()),
        ({"topics": {VPN}}, [{"topics": {PRINTERS}}], 1, {"topic"}),
        ({"language": "sv"}, [{"languages": {"fi"}}], 1, {"language"}),
        (
            {"language": "sv", "topics": {VPN}},
            [{"languages": {"fi"}, "topics": {VPN}}, {"languages": {"sv"}, "topics": {PRINTERS}}],
            2,
            {"topic"},
        ),
        (
            {"language": "sv", "topics": {VPN}},
            [{"languages": {"fi"}, "topics": {PRINTERS}}],
            1,
            {"topic", "language"},
        ),
    ],
    ids=[
        "without a topic anybody",
        "the topic above it",
        "whoever answers everything",
        "the language",
        "whoever speaks all",
        "nobody knows the topic",
        "nobody speaks it",
        "understanding before knowing",
        "neither",
    ],
)
def test_skills_count_until_nobody_with_them_is_here(
    wants: dict[str, Any], skills: list[dict[str, set[Any]]], who: int, without: set[str]
) -> None:
    frozen = {k: frozenset(v) if isinstance(v, set) else v for k, v in wants.items()}
    agents = [
        agent(number, **{k: frozenset(v) for k, v in skill.items()})
        for number, skill in enumerate(skills, 1)
    ]

    assert next_agent(chat(**frozen), agents, NOW) == Choice("chat", who, frozenset(without))


def test_whoever_waits_for_a_skill_waits_while_somebody_with_it_is_here() -> None:
    speaker = agent(1, busy=4, languages=frozenset({"sv"}))

    assert asked(chat(language="sv"), speaker, agent(2, languages=frozenset({"fi"}))) is None


@pytest.mark.parametrize(
    ("online_s", "offered_s", "is_asked"),
    [(10, None, True), (10, 4, False), (10, 5, True), (61, 1, True)],
)
def test_whoever_just_came_online_is_not_flooded(
    online_s: int, offered_s: int | None, is_asked: bool
) -> None:
    last = None if offered_s is None else ago(offered_s)
    newcomer = agent(1, online_since=ago(online_s), last_offered_at=last)

    assert asked(chat(), newcomer) == (1 if is_asked else None)


def test_a_queue_meets_a_newcomer_one_chat_at_a_time() -> None:
    choices = distribute([chat(str(n)) for n in range(5)], [agent(1, online_since=ago(1))], NOW)

    assert len(choices) == 1


@pytest.mark.parametrize(
    ("before", "who"),
    [
        ({"busy": 3}, 1),
        ({"busy": 4}, 2),
        ({"busy": 3, "languages": frozenset({"fi"})}, 1),
        ({"busy": 3, "online_since": ago(1), "last_offered_at": ago(1)}, 2),
    ],
    ids=["free", "full", "whatever their skills", "just came online"],
)
def test_a_person_helped_lately_goes_to_the_same_agent_when_free(
    before: dict[str, Any], who: int
) -> None:
    assert asked(chat(language="sv", same_agent=1), agent(1, **before), agent(2)) == who


def test_the_same_agent_of_another_team_is_not_asked() -> None:
    assert asked(chat(same_agent=1, team=7), agent(1), agent(2, teams={7: None})) == 2


@pytest.mark.parametrize(
    ("passed", "who"),
    [
        ({1: 60}, 2),
        ({1: 60, 2: 30}, 1),
        ({1: 5, 2: 5}, None),
        ({1: 5, 2: 16}, 2),
    ],
)
def test_whoever_let_it_pass_is_asked_last_and_not_at_once(
    passed: dict[int, int], who: int | None
) -> None:
    waiting = chat(same_agent=1, passed={key: ago(seconds) for key, seconds in passed.items()})

    assert asked(waiting, agent(1), agent(2, busy=3)) == who


def test_the_oldest_is_served_first_and_holds_up_nobody() -> None:
    waiting = [
        chat("young", waited_s=1),
        chat("old", waited_s=9),
        chat("of an absent team", waited_s=99, team=7),
    ]

    choices = distribute(waiting, [agent(1, busy=2)], NOW)

    assert [choice.chat for choice in choices] == ["old", "young"]


def test_offers_spread_as_they_are_given() -> None:
    choices = distribute([chat(str(n)) for n in range(4)], [agent(1), agent(2)], NOW)

    assert [choice.agent for choice in choices] == [1, 2, 1, 2]


@pytest.mark.parametrize(
    ("offer_s", "promised_in_s", "ends_in_s"),
    [(20, 30, 20), (20, 10, 10), (20, 5, 5), (20, 4, 20), (20, -3, 20)],
)
def test_an_offer_goes_on_when_its_time_is_over_or_its_promise_breaks(
    offer_s: int, promised_in_s: int, ends_in_s: int
) -> None:
    promise_at = NOW + timedelta(seconds=promised_in_s)

    ends_at = offer_ends_at(NOW, offer_seconds=offer_s, promise_at=promise_at)

    assert (ends_at - NOW).total_seconds() == ends_in_s


@pytest.mark.parametrize(
    ("ends", "nobody_there"),
    [
        ([], False),
        (["expired"], False),
        (["expired", "expired"], True),
        (["expired", "declined", "expired"], False),
        (["accepted", "expired", "expired"], False),
        (["expired", "expired", "accepted"], True),
    ],
)
def test_two_offers_in_a_row_without_an_answer_say_that_nobody_is_there(
    ends: list[str], nobody_there: bool
) -> None:
    assert takes_no_notice(ends) is nobody_there
