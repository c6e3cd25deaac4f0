"""The desk closes itself to newcomers when they would wait too long, and opens again by itself."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from chat.actions import accept_chat, close_chat, open_chat
from chat.actions.door import mind_the_door
from chat.choices import EndReason
from chat.desk import situation
from chat.errors import DeskClosed
from chat.models import Chat, Closure, RefusedAttempt
from helpdesk.people.models import Desk, Membership, ServiceHours, Team, User
from tests.chat.conftest import MakeAgent
from tickets.models import Topic


def waiting_since(seconds: float) -> Chat:
    """A chat that has waited so long."""
    chat = open_chat(question="Hello?", language="en").chat
    Chat.objects.filter(pk=chat.pk).update(queued_at=timezone.now() - timedelta(seconds=seconds))
    return chat


@pytest.fixture
def limited(desk: Desk, agent: User) -> Desk:
    """At most a minute is waited; one agent is there."""
    Desk.objects.update(wait_limit_seconds=60)
    return desk


def test_a_short_wait_closes_nothing(limited: Desk) -> None:
    waiting_since(59)

    mind_the_door()

    assert situation().reason is None
    assert not Closure.objects.exists()


def test_somebody_who_waits_too_long_closes_the_desk_to_newcomers(limited: Desk) -> None:
    waiting_since(61)

    with pytest.raises(DeskClosed) as refused:
        open_chat(question="Me too", language="en")

    closure = Closure.objects.get()
    assert refused.value.details["reason"] == "wait"
    assert (closure.team, closure.wait_seconds, closure.ends_at) == (None, 61, None)


def test_a_long_expected_wait_closes_the_desk_before_anybody_has_waited_so_long(
    limited: Desk,
) -> None:
    for _ in range(4):
        open_chat(question="Hello?", language="en")

    line = situation()

    # Four places are free: a fifth would wait for the end of a chat.
    assert line.reason == "wait"
    assert line.slowest_s < 5
    assert line.newcomer.expected_s > 60


def test_it_opens_again_only_when_the_wait_is_well_below_the_limit(limited: Desk) -> None:
    chat = waiting_since(61)
    mind_the_door()
    now = timezone.now()

    def wait(seconds: float) -> str | None:
        Chat.objects.filter(pk=chat.pk).update(queued_at=now - timedelta(seconds=seconds))
        return mind_the_door(now).line().reason

    assert [wait(55), wait(48), wait(47), wait(55)] == ["wait", "wait", None, None]
    assert list(Closure.objects.values_list("ends_at", flat=True)) == [now]


def test_answering_who_waits_opens_the_desk(limited: Desk, agent: User) -> None:
    chat = waiting_since(100)
    mind_the_door()

    accept_chat(chat.pk, agent=agent)

    assert mind_the_door().line().is_open


def test_two_processes_close_the_desk_once(limited: Desk) -> None:
    waiting_since(61)
    before = mind_the_door()

    Closure.objects.bulk_create(
        [Closure(team=None, wait_seconds=61, starts_at=before.at)], ignore_conflicts=True
    )

    assert Closure.objects.count() == 1


def test_without_a_limit_no_wait_closes_the_desk(limited: Desk) -> None:
    Desk.objects.update(wait_limit_seconds=0)
    waiting_since(5000)

    assert mind_the_door().line().is_open


def test_a_teams_queue_closes_the_desk_only_to_that_teams_topics(
    limited: Desk, make_agent: MakeAgent, team: Team
) -> None:
    member = make_agent("mikko")
    Membership.objects.create(team=team, user=member)
    topic = Topic.objects.create(slug="vpn", name_en="V", name_fi="V", name_sv="V", team=team)
    chat = open_chat(question="VPN?", language="en", topic=topic).chat
    other = open_chat(question="Something", language="en").chat
    close_chat(other.pk, reason=EndReason.VISITOR)
    Chat.objects.filter(pk=chat.pk).update(queued_at=timezone.now() - timedelta(seconds=61))

    moment = mind_the_door()

    assert moment.line(team.pk).reason == "wait"
    assert set(Closure.objects.values_list("team", flat=True)) == {None, team.pk}


def test_a_team_has_hours_of_its_own(desk: Desk, make_agent: MakeAgent, team: Team) -> None:
    member = make_agent("mikko")
    Membership.objects.create(team=team, user=member)
    topic = Topic.objects.create(slug="vpn", name_en="V", name_fi="V", name_sv="V", team=team)
    ServiceHours.objects.create(team=team, weekday=_other_day(), opens="08:00", closes="09:00")

    with pytest.raises(DeskClosed) as refused:
        open_chat(question="VPN?", language="en", topic=topic)

    assert refused.value.details["reason"] == "hours"
    assert refused.value.details["next_open_at"] is not None
    assert situation().is_open


def test_hours_changed_during_the_day_count_at_once(desk: Desk, agent: User) -> None:
    before = situation().reason
    ServiceHours.objects.all().delete()

    after = situation().reason

    assert (before, after) == (None, "hours")


def test_what_was_told_is_kept_with_the_chat(desk: Desk, agent: User) -> None:
    opened = [open_chat(question="Hello?", language="en") for _ in range(5)][-1]

    chat = Chat.objects.get(pk=opened.chat.pk)
    assert chat.told_position == 5
    # The fifth stands behind four free places: by whatever ends first of four chats of 8 minutes,
    # or a visitor's patience of 5.
    assert chat.told_wait_seconds == round(10 + 1 / (4 / 480 + 1 / 300))
    assert (chat.told_low_seconds, chat.told_high_seconds) == (0, 300)
    assert opened.place == (5, chat.told_wait_seconds, 0, 300)


@pytest.mark.parametrize("key", ["a secret of the browser", ""])
def test_demand_that_was_refused_is_counted_once_a_browser(desk: Desk, key: str) -> None:
    for _ in range(3):
        with pytest.raises(DeskClosed):
            open_chat(question="Anybody?", language="fi", browser_key=key and f"{key}{desk.pk}")

    rows = RefusedAttempt.objects.values_list("reason", "language")
    assert list(rows) == [("nobody", "fi")] * (1 if key else 3)


def _other_day() -> int:
    """A weekday that is neither today nor next to it, in any zone."""
    return (datetime.now().weekday() + 3) % 7
