"""The demo's agents: who was shown and had which chat, who ate when, and what chats took."""

from __future__ import annotations

import re

import pytest
from django.db.models import Count, F, Q, Sum

from chat.choices import EventKind, OfferEnd
from chat.models import (
    Chat,
    Event,
    Offer,
    Participation,
    PresenceSpan,
    RefusedAttempt,
    Skill,
)
from helpdesk.people.models import Membership, Team, User
from tickets.choices import Channel
from tickets.models import CannedReply, Contact

pytestmark = pytest.mark.usefixtures("kept_demo")


def test_who_was_in_a_chat_is_who_its_log_names() -> None:
    for chat in Chat.objects.all():
        joined = Event.objects.filter(chat=chat, kind=EventKind.ASSIGNED).order_by("seq")
        parts = chat.participations.order_by("starts_at")
        assert [(e.author_id, e.at, e.data["via"]) for e in joined] == [
            (part.agent_id, part.starts_at, part.via) for part in parts
        ]
        assert (chat.agent_id is None) == (not parts)
    assert set(Participation.objects.values_list("via", flat=True)) == {
        "offer",
        "pick",
        "transfer",
    }


def test_every_offer_is_told_in_the_log_for_staff_only() -> None:
    offered = Event.objects.filter(kind=EventKind.OFFERED)
    passed = Event.objects.filter(kind=EventKind.PASSED_ON)

    assert offered.count() == Offer.objects.count() > 0
    assert passed.count() == Offer.objects.filter(end=OfferEnd.EXPIRED).count() > 0
    assert not (offered | passed).filter(is_internal=False).exists()


def test_every_offer_went_to_somebody_of_the_team() -> None:
    members = set(Membership.objects.values_list("team", "user"))

    assert set(Offer.objects.values_list("chat__team", "agent")) <= members


def test_nobody_had_or_was_offered_a_chat_at_lunch() -> None:
    away = PresenceSpan.objects.filter(status="away")

    assert away.exists()
    for span in away:
        theirs = Q(agent=span.user_id)
        assert not Participation.objects.filter(
            theirs, starts_at__lt=span.ends_at, ends_at__gt=span.starts_at
        ).exists()
        assert not Offer.objects.filter(
            theirs, offered_at__lt=span.ends_at, ended_at__gt=span.starts_at
        ).exists()


def test_whoever_had_a_chat_was_there() -> None:
    for part in Participation.objects.all():
        assert PresenceSpan.objects.filter(
            user=part.agent_id,
            status="online",
            starts_at__lte=part.starts_at,
            ends_at__gte=part.ends_at,
        ).exists()


def test_a_contact_knows_what_its_chat_took() -> None:
    chats = Contact.objects.filter(channel=Channel.CHAT).exclude(agent=None)

    assert not chats.filter(
        Q(attention_seconds=None) | Q(concurrency__lt=0.999) | Q(most_at_once__lt=1)
    ).exists()
    assert not chats.filter(most_at_once__gt=6).exists()
    assert not chats.exclude(agents=F("transfers") + 1).exists()
    assert not Contact.objects.filter(channel=Channel.CHAT, end_reason="").exists()
    assert not Contact.objects.filter(in_service_hours=None).exists()
    # What stands alone took all of its agent's time.
    for contact in chats.filter(most_at_once=1, chat__isnull=False):
        took = contact.chat.participations.aggregate(s=Sum(F("ends_at") - F("starts_at")))["s"]
        assert contact.attention_seconds == round(took.total_seconds())


def test_every_chat_was_told_a_wait() -> None:
    assert not Chat.objects.filter(
        Q(told_position=None) | Q(told_wait_seconds=None) | Q(told_low_seconds=None)
    ).exists()


def test_ready_answers_are_there_in_all_languages_with_known_placeholders() -> None:
    counts = CannedReply.objects.values("shortcut").annotate(n=Count("language", distinct=True))
    used = re.findall(r"{(\w*)}", " ".join(CannedReply.objects.values_list("body", flat=True)))

    assert {row["n"] for row in counts} == {3}
    assert set(used) <= {"name", "agent", "desk", "topic"}


def test_teams_and_agents_differ() -> None:
    assert set(Team.objects.values_list("routing", flat=True)) == {"offer", "pick"}
    assert User.objects.exclude(chat_languages=[]).count() == 2
    assert Skill.objects.exists()
    assert Membership.objects.exclude(capacity=None).count() == 1
    skilled = Skill.objects.values_list("user", "topic__team")
    assert set(skilled) <= set(Membership.objects.values_list("user", "team"))


def test_some_came_when_the_desk_was_closed() -> None:
    reasons = RefusedAttempt.objects.values("reason").annotate(n=Sum(1))

    assert {row["reason"] for row in reasons} <= {"hours", "full"}
    assert RefusedAttempt.objects.filter(reason="hours").count() > 20
