"""What counts as an answer's gap, its hour on shift and its load; each against a small log."""

from __future__ import annotations

from datetime import datetime, timedelta
from math import exp
from random import Random

import pytest

from chat.choices import Joined, Speaker
from chat.models import Event, Participation
from helpdesk.people.models import Desk
from reports.actions import build_counts, refresh_counts
from reports.filters import Scope
from reports.measures.replies import Axis, Group, replies
from tests.reports.answered import add_agent, add_answered, add_shift, hand_over, said
from tests.reports.catalogue.asking import asked
from tests.reports.rows import add_team, at
from tickets.models import Contact

pytestmark = pytest.mark.django_db
EIGHT = at("2026-03-02 08:00")


@pytest.fixture
def desk(db: None) -> Desk:
    return Desk.objects.create(pk=1)


def after(**time: float) -> datetime:
    return EIGHT + timedelta(**time)


def found(desk: Desk, first: str = "2026-03-02", last: str = "2026-03-02") -> list[Group]:
    hand_over()
    groups = replies(asked(desk, "tiring", first, last)).groups
    return sorted(groups, key=lambda group: (group.hour, group.at_once))


def answers(desk: Desk) -> list[Group]:
    return [group for group in found(desk) if group.n]


def figures(desk: Desk) -> list[tuple[int, int, int, int]]:
    """Hour, load, answers, typical gap."""
    return [(g.hour, g.at_once, g.n, round(exp(g.log_gaps / g.n))) for g in answers(desk)]


def test_each_answer_falls_into_its_hour_on_shift(desk: Desk) -> None:
    anna = add_agent("anna")
    add_shift(anna, EIGHT)
    add_answered(anna, after(minutes=30), [10, 10])
    add_answered(anna, after(hours=4, minutes=30), [40])
    add_answered(anna, after(hours=8, minutes=50), [5])

    assert figures(desk) == [(0, 1, 2, 10), (4, 1, 1, 40), (8, 1, 1, 5)]


def test_a_lunch_is_part_of_the_shift_and_a_night_is_not(desk: Desk) -> None:
    anna = add_agent("anna")
    add_shift(anna, after(hours=-12), hours=8)
    add_shift(anna, EIGHT, hours=3)
    add_shift(anna, after(hours=4), hours=4)
    add_answered(anna, after(hours=5, minutes=1), [10])

    assert figures(desk) == [(5, 1, 1, 10)]


def test_chats_at_once_are_counted_at_the_moment_of_the_answer(desk: Desk) -> None:
    anna, mikko = add_agent("anna"), add_agent("mikko")
    for agent in (anna, mikko):
        add_shift(agent, EIGHT)
    add_answered(anna, EIGHT, [10, 300], minutes=20)
    add_answered(anna, after(minutes=2), [20], minutes=5)
    add_answered(mikko, after(minutes=1), [30], minutes=20)

    assert figures(desk) == [(0, 1, 1, 10), (0, 1, 1, 30), (0, 2, 2, 77)]


def test_only_the_first_word_after_a_question_answers_it(desk: Desk) -> None:
    """A second word of the agent, a note and a word of the program are no answers."""
    anna = add_agent("anna")
    add_shift(anna, EIGHT)
    chat = add_answered(anna, EIGHT, [10])
    note = said(chat, 3, after(seconds=60), anna)
    note.is_internal = True
    asking = said(chat, 5, after(seconds=80))
    asking.role = Speaker.SYSTEM
    Event.objects.bulk_create([note, said(chat, 4, after(seconds=70), anna), asking])

    assert figures(desk) == [(0, 1, 1, 10)]


def test_of_several_words_of_the_visitor_the_last_counts(desk: Desk) -> None:
    anna = add_agent("anna")
    add_shift(anna, EIGHT)
    chat = add_answered(anna, EIGHT, [10])
    words = [said(chat, 3, after(seconds=60)), said(chat, 4, after(seconds=90))]
    Event.objects.bulk_create([*words, said(chat, 5, after(seconds=95), anna)])

    assert figures(desk) == [(0, 1, 2, 7)]


def test_waiting_in_the_queue_is_no_gap_of_the_agent(desk: Desk) -> None:
    anna = add_agent("anna")
    add_shift(anna, EIGHT)
    add_answered(anna, EIGHT, [300])
    Participation.objects.update(starts_at=after(seconds=280))

    assert figures(desk) == [(0, 1, 1, 20)]


def test_who_answers_after_a_transfer_is_counted_from_then(desk: Desk) -> None:
    anna, mikko = add_agent("anna"), add_agent("mikko")
    add_shift(mikko, after(hours=-2))
    chat = add_answered(anna, EIGHT, [60])
    Participation.objects.update(ends_at=after(seconds=30))
    Participation.objects.create(
        chat=chat, agent=mikko, via=Joined.TRANSFER, starts_at=after(seconds=30)
    )
    Event.objects.filter(author=anna).update(author=mikko)

    assert figures(desk) == [(2, 1, 1, 30)]


def test_without_a_known_presence_an_answer_is_left_out(desk: Desk) -> None:
    add_answered(add_agent("anna"), EIGHT, [10])

    assert figures(desk) == []


def test_a_rating_goes_to_the_last_answer_of_its_chat(desk: Desk) -> None:
    anna = add_agent("anna")
    add_shift(anna, EIGHT)
    add_answered(anna, after(minutes=58), [10, 200], rating=5)
    add_answered(anna, after(minutes=30), [10], rating=2)

    rated = [(g.hour, g.rated, g.satisfied) for g in found(desk) if g.rated]
    assert rated == [(0, 1, 0), (1, 1, 1)]


def test_a_rating_that_comes_after_the_answers_were_counted_is_seen(desk: Desk) -> None:
    anna = add_agent("anna")
    add_shift(anna, EIGHT)
    add_answered(anna, after(minutes=5), [10])
    hand_over()
    build_counts()

    Contact.objects.update(satisfaction=4)
    facts = found(desk)
    refresh_counts()

    assert facts == found(desk)
    assert [(g.rated, g.satisfied) for g in facts if g.rated] == [(1, 1)]


def test_answers_kept_after_their_day_was_counted_are_seen(desk: Desk) -> None:
    anna = add_agent("anna")
    add_shift(anna, EIGHT)
    add_answered(anna, after(minutes=5), [10])
    build_counts()

    hand_over()

    assert [g.n for g in found(desk)] == [1]
    hand_over()
    refresh_counts()
    assert [g.n for g in found(desk)] == [1]


def test_only_the_teams_chats_that_began_in_the_period_are_read(desk: Desk) -> None:
    anna, team = add_agent("anna"), add_team("wifi")
    for days in (0, 27, 400):
        add_shift(anna, after(days=-days))
        add_answered(anna, after(days=-days, minutes=5), [10], team=team if days else None)
    hand_over()

    def counted(first: str, scope: Scope | None = None) -> int:
        groups = replies(asked(desk, "tiring", first, "2026-03-02", scope=scope)).groups
        return sum(group.n for group in groups)

    assert counted("2026-01-01") == 2
    assert counted("2025-01-01") == 3
    assert counted("2025-01-01", Scope(team=team)) == 2


def test_a_chat_over_midnight_counts_on_the_day_on_which_it_began(desk: Desk) -> None:
    anna = add_agent("anna")
    add_shift(anna, after(hours=10), hours=10)
    add_answered(anna, after(hours=15.9), [10, 600, 10], minutes=30)
    hand_over()
    build_counts()

    assert sum(group.n for group in found(desk)) == 3
    assert found(desk, "2026-03-03", "2026-03-03") == []


def test_median_and_spread_lie_as_near_as_the_steps_of_lengths_are(desk: Desk) -> None:
    """Against Python's own, over a random day."""
    rng = Random(11)
    gaps = []
    for agent in (add_agent("anna"), add_agent("mikko")):
        add_shift(agent, EIGHT)
        for _ in range(20):
            gap = rng.randrange(1, 90)
            add_answered(agent, after(minutes=rng.randrange(1, 50)), [gap])
            gaps.append(gap)
    gaps.sort()
    hand_over()

    spread = replies(asked(desk, "tiring", "2026-03-02", "2026-03-02")).spread

    of_hour = spread[Axis.HOUR, 0]
    assert of_hour.n == 40
    assert of_hour.quantile(0.5) == pytest.approx(gaps[19], rel=0.25)
    assert of_hour.quantile(0.9) == pytest.approx(gaps[35], rel=0.25)


def test_it_takes_two_statements(desk: Desk, django_assert_num_queries) -> None:
    anna = add_agent("anna")
    add_shift(anna, EIGHT)
    add_answered(anna, EIGHT, [10])
    hand_over()
    question = asked(desk, "tiring", "2026-03-02", "2026-03-02")

    with django_assert_num_queries(2):
        assert len(replies(question).groups) == 1
