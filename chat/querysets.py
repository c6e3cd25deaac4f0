"""Questions about live chats, by name."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models.functions import Coalesce
from django.urls import reverse

from chat.choices import OPEN_STATES, RESTING, BlockedBy, PresenceStatus, Speaker, State

if TYPE_CHECKING:
    from chat.models import (
        Block,
        Chat,
        Event,
        File,
        Offer,
        Participation,
        Presence,
        PresenceSpan,
        Relief,
    )
    from helpdesk.people.models import User


KNOWN_BY: dict[str, str] = {
    BlockedBy.BROWSER: "browser_key",
    BlockedBy.EMAIL: "visitor_email__iexact",
    BlockedBy.LOGIN: "contact__requester__login",
}


def kept_promise(chat: str = "") -> models.Q:
    """The first answer came within what was promised at the opening; `chat` leads to it."""
    promised = models.ExpressionWrapper(
        models.F(f"{chat}promise_seconds") * models.Value(timedelta(seconds=1)),
        output_field=models.DurationField(),
    )
    return models.Q(**{f"{chat}first_reply_at__lte": models.F(f"{chat}opened_at") + promised})


KEPT_PROMISE = kept_promise()


def _of_team(field: str, unit: timedelta, *, usual: timedelta) -> models.Expression:
    """A time of the chat's team; the usual one where the team states none, or there is no team."""
    own = models.ExpressionWrapper(
        models.F(f"team__{field}") * models.Value(unit), output_field=models.DurationField()
    )
    return Coalesce(own, models.Value(usual), output_field=models.DurationField())


def _after(moment: str, time: Any) -> models.Expression:
    return models.ExpressionWrapper(models.F(moment) + time, models.DateTimeField())


def touching(since: datetime) -> models.Q:
    """Of times: what runs, or ended after this moment; bounded, so that an index leads to it."""
    lately = models.Q(starts_at__gte=since - timedelta(days=1), ends_at__gt=since)
    return models.Q(ends_at__isnull=True) | lately


class ChatQuerySet(models.QuerySet["Chat"]):
    def waiting(self) -> ChatQuerySet:
        """Nobody has taken them yet; whoever came first is served first."""
        return self.filter(state=State.WAITING).order_by("queued_at", "pk")

    def active(self) -> ChatQuerySet:
        return self.filter(state=State.ACTIVE)

    def to_be_asked(self, at: datetime, *, usual: timedelta) -> ChatQuerySet:
        """Active chats whose visitor says nothing to our last word for the team's time; each once.

        A team that states 0 asks nobody.
        """
        due = _after(
            "last_message_at", _of_team("ask_after_minutes", timedelta(minutes=1), usual=usual)
        )
        silent = self.active().filter(last_message_role=Speaker.AGENT, asked_at__isnull=True)
        return silent.exclude(team__ask_after_minutes=0).alias(due=due).filter(due__lt=at)

    def silent(self, at: datetime, *, usual: timedelta, gone: datetime) -> ChatQuerySet:
        """Active chats in which nobody wrote for the team's time; half of it without visitor.

        Whose window gave no sign of life since `gone` counts as without.
        """
        whole = _of_team("close_after_minutes", timedelta(minutes=1), usual=usual)
        half = models.ExpressionWrapper(whole * models.Value(0.5), models.DurationField())
        active = self.active().alias(
            idle_at=_after("last_message_at", whole),
            left_at=_after("last_message_at", half),
            had_time_at=_after("assigned_at", half),
        )
        left = models.Q(left_at__lt=at, visitor_seen_at__lt=gone)
        return active.filter(models.Q(idle_at__lt=at) | left, had_time_at__lt=at)

    def deserted(self, at: datetime, *, usual: timedelta) -> ChatQuerySet:
        """Active chats whose agent's console is gone for longer than the team waits for it."""
        grace = _of_team("agent_grace_seconds", timedelta(seconds=1), usual=usual)
        ttl = timedelta(seconds=settings.CHAT["presence_ttl_s"])
        given_up = self.active().alias(given_up_at=_after("agent__presence__seen_at", grace + ttl))
        return given_up.filter(
            models.Q(given_up_at__lt=at) | models.Q(agent__presence__isnull=True)
        )

    def unfinished(self) -> ChatQuerySet:
        return self.filter(state__in=OPEN_STATES)

    def owed_a_ticket(self) -> ChatQuerySet:
        """The outbox: chats that ended and whose ticket is not stored yet. Must come to 0."""
        return self.filter(ended_at__isnull=False, handed_off_at__isnull=True)

    def owed_replies(self) -> ChatQuerySet:
        """Answered chats that were handed over, and of whose answers none is kept."""
        handed_over = self.filter(handed_off_at__isnull=False, first_reply_at__isnull=False)
        return handed_over.filter(replies__isnull=True)

    def of_person(self, person: int) -> ChatQuerySet:
        """The chats of this requester."""
        return self.filter(contact__requester=person)

    def with_words(self) -> ChatQuerySet:
        """What was said in them is still kept."""
        return self.filter(erased_at__isnull=True)

    def handled_by(self, agent: User) -> ChatQuerySet:
        """Chats whose last agent this is."""
        return self.filter(agent=agent)

    def ended_since(self, at: datetime) -> ChatQuerySet:
        """What came to its end from this moment on, latest first."""
        return self.filter(ended_at__gte=at).order_by("-ended_at", "pk")

    def visible_to(self, user: User) -> ChatQuerySet:
        """What this member of staff may read: own chats, those of own teams, those of no team."""
        if user.is_supervisor:
            return self
        return self.filter(
            models.Q(agent=user)
            | models.Q(team__isnull=True)
            | models.Q(team__memberships__user=user)
        ).distinct()

    def answered_since(self, at: datetime) -> ChatQuerySet:
        """Chats whose first answer came at this moment or later."""
        return self.filter(first_reply_at__gte=at)

    def promises_by_team(self, since: datetime) -> models.QuerySet[Any, Any]:
        """What was answered since then and how often within what was promised: a row a team.

        `team_id` (None: chats of no team), `answered`, `kept`.
        """
        counted = self.answered_since(since).values("team_id").order_by("team_id")
        return counted.annotate(
            answered=models.Count("pk"), kept=models.Count("pk", filter=KEPT_PROMISE)
        )

    def promises_since(self, at: datetime) -> dict[str, Any]:
        """The same of the whole desk: `answered`, `kept`, `longest_wait_s`."""
        waited = models.F("first_reply_at") - models.F("opened_at")
        found = self.answered_since(at).aggregate(
            answered=models.Count("pk"),
            kept=models.Count("pk", filter=KEPT_PROMISE),
            longest=models.Max(models.ExpressionWrapper(waited, models.DurationField())),
        )
        longest = found.pop("longest") or timedelta()
        return {**found, "longest_wait_s": round(longest.total_seconds())}

    def known_by(self, identities: Iterable[tuple[str, str]]) -> ChatQuerySet:
        """Chats of whoever is known by one of these: a browser, an address, a user name."""
        theirs = [models.Q(**{KNOWN_BY[kind]: value}) for kind, value in identities]
        return self.filter(reduce(or_, theirs)) if theirs else self.none()


class EventQuerySet(models.QuerySet["Event"]):
    def said(self) -> EventQuerySet:
        """What the visitor may read of the conversation, in order."""
        return self.filter(is_internal=False).order_by("seq")

    def from_visitor(self) -> EventQuerySet:
        return self.filter(role=Speaker.VISITOR, kind="message")

    def from_agents(self) -> EventQuerySet:
        return self.filter(role=Speaker.AGENT, kind="message")

    def with_instruction(self) -> EventQuerySet:
        """Answers that sent an instruction: its link in the message is the record of it."""
        return self.from_agents().filter(body__contains=reverse("tickets:articles"))


class FileQuerySet(models.QuerySet["File"]):
    def said(self) -> FileQuerySet:
        """Sent with a message, in the order of the log."""
        return self.filter(seq__isnull=False).order_by("seq", "created_at", "pk")

    def unsaid(self) -> FileQuerySet:
        """Uploaded, and in no message yet."""
        return self.filter(seq__isnull=True)

    def of_side(self, role: str, author: User | None) -> FileQuerySet:
        """What this side of a chat uploaded itself; of the desk's, what this agent did."""
        return self.filter(role=role, author=author)

    def shown_to(self, role: str, author: User | None) -> FileQuerySet:
        """What this side may read: what was said to it, and its own. Of notes only staff do."""
        said = models.Q(seq__isnull=False)
        if role == Speaker.VISITOR:
            said &= models.Q(is_internal=False)
        return self.filter(said | models.Q(role=role, author=author))


class PresenceQuerySet(models.QuerySet["Presence"]):
    def present(self, at: datetime) -> PresenceQuerySet:
        """Agents whose console is alive and who take chats at this moment."""
        oldest = at - timedelta(seconds=settings.CHAT["presence_ttl_s"])
        return self.filter(
            status=PresenceStatus.ONLINE, seen_at__gt=oldest, user__is_active=True
        ).order_by("user_id")


class PresenceSpanQuerySet(models.QuerySet["PresenceSpan"]):
    def running(self) -> PresenceSpanQuerySet:
        """Stretches that have no end yet."""
        return self.filter(ends_at__isnull=True)

    def at_work(self) -> PresenceSpanQuerySet:
        """Those in which something may have been asked of the agent: all but breaks and lunch."""
        return self.exclude(status=PresenceStatus.OFFLINE).exclude(reason__in=RESTING)

    def touching(self, since: datetime) -> PresenceSpanQuerySet:
        """Those that reach beyond this moment; none is looked for that began a day before it."""
        return self.filter(touching(since))


class ReliefQuerySet(models.QuerySet["Relief"]):
    def running(self) -> ReliefQuerySet:
        """Those who take one chat fewer now."""
        return self.filter(ends_at__isnull=True)


class OfferQuerySet(models.QuerySet["Offer"]):
    def running(self) -> OfferQuerySet:
        """Shown to an agent and not answered yet."""
        return self.filter(ended_at__isnull=True)

    def overdue(self, at: datetime) -> OfferQuerySet:
        """Not answered in time: to be passed on, oldest first."""
        return self.running().filter(expires_at__lte=at).order_by("expires_at", "pk")


class ParticipationQuerySet(models.QuerySet["Participation"]):
    def running(self) -> ParticipationQuerySet:
        """The agents who are in a chat now."""
        return self.filter(ends_at__isnull=True)

    def touching(self, since: datetime) -> ParticipationQuerySet:
        """Those that reach beyond this moment; none is looked for that began a day before it."""
        return self.filter(touching(since))

    def first_answers_since(self, at: datetime) -> models.QuerySet[Any, Any]:
        """Who gave first answers since then: a row an agent with `answered` and `kept`."""
        replied = models.F("chat__first_reply_at")
        during = models.Q(ends_at=None) | models.Q(ends_at__gte=replied)
        first = self.filter(during, starts_at__lte=replied, chat__first_reply_at__gte=at)
        return first.values("agent").annotate(
            answered=models.Count("pk"), kept=models.Count("pk", filter=kept_promise("chat__"))
        )


class BlockQuerySet(models.QuerySet["Block"]):
    def in_force(self, at: datetime) -> BlockQuerySet:
        """Blocks that hold at this moment."""
        return self.filter(starts_at__lte=at, ends_at__gt=at, lifted_by__isnull=True)

    def against(self, identities: Iterable[tuple[str, str]]) -> BlockQuerySet:
        """Blocks that name one of these identities."""
        named = [models.Q(kind=kind, value=value) for kind, value in identities]
        return self.filter(reduce(or_, named)) if named else self.none()
