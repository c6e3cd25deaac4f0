"""Questions about work, by name."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from django.apps import apps
from django.contrib.postgres.search import SearchRank
from django.db import models
from django.db.models.functions import Coalesce

from tickets.choices import UNSOLVED, CommentKind, Status
from tickets.search import query_for, words_in
from tickets.topics import best_topics

if TYPE_CHECKING:
    from helpdesk.people.models import Requester, User
    from tickets.models import (
        Article,
        Attachment,
        CannedReply,
        Comment,
        Contact,
        Ticket,
        Topic,
    )

SEND_TRIES = 11
"""After so many failures, about 17 hours, a mail is given up and its ticket says so."""
TOPIC_WEIGHT = 0.25


class TopicQuerySet(models.QuerySet["Topic"]):
    def offered(self) -> TopicQuerySet:
        """What a person may choose from."""
        return self.filter(is_active=True)


class TicketQuerySet(models.QuerySet["Ticket"]):
    def requests(self) -> TicketQuerySet:
        """Each issue once: a ticket that was merged into another is no request of its own."""
        return self.filter(merged_into__isnull=True)

    def may_take_in(self, ticket: Ticket) -> TicketQuerySet:
        """Those that another ticket may be merged into."""
        return self.requests().exclude(status=Status.CLOSED).exclude(pk=ticket.pk)

    def unsolved(self) -> TicketQuerySet:
        """Somebody still has to work on it."""
        return self.filter(status__in=UNSOLVED)

    def solved(self) -> TicketQuerySet:
        """Nobody has to work on it any more."""
        return self.exclude(status__in=UNSOLVED)

    def quiet_since(self, at: datetime) -> TicketQuerySet:
        """Solved, and nothing happened to them since this moment; the longest quiet first."""
        return self.filter(status=Status.SOLVED, updated_at__lt=at).order_by("updated_at", "pk")

    def with_words(self) -> TicketQuerySet:
        """What was said there is still kept."""
        return self.filter(erased_at__isnull=True)

    def over_before(self, at: datetime) -> TicketQuerySet:
        """Solved, or closed unsolved, before this moment, and nobody came about them since.

        That the desk closes them some time after they were solved makes them no younger.
        """
        late = models.Q(contacts__started_at__gte=at) | models.Q(contacts__ended_at__gte=at)
        over = self.solved().alias(over_at=Coalesce("solved_at", "closed_at"))
        return over.filter(created_at__lt=at, over_at__lt=at).exclude(late)

    def with_last_answer(self) -> TicketQuerySet:
        """Each with the moment of our last answer to the person, as `answered_at`."""
        ours = models.Q(comments__kind__in=(CommentKind.REPLY, CommentKind.TRANSCRIPT))
        return self.annotate(answered_at=models.Max("comments__created_at", filter=ours))

    def matching(self, text: str) -> TicketQuerySet:
        """The ticket with this number, or those whose subject or person holds this text."""
        number = re.fullmatch(r"#?(\d{1,18})", text.strip())
        if number:
            return self.filter(pk=int(number[1]))
        return self.filter(
            models.Q(subject__icontains=text)
            | models.Q(requester__name__icontains=text)
            | models.Q(requester__email__icontains=text)
        )

    def asked_by(self, person: int) -> TicketQuerySet:
        """Their own, those that gather a contact of theirs, and those that one of theirs became.

        Looked up one way after the other: each is an index, all at once would be none.
        """
        ways = ("requester", "merged__requester", "contacts__requester")
        found = (self.filter(**{way: person}).values_list("pk", flat=True) for way in ways)
        return self.filter(pk__in={number for numbers in found for number in numbers})

    def of(self, requester: Requester) -> TicketQuerySet:
        """What this person asked for, newest first."""
        return self.filter(requester=requester).order_by("-created_at")


class ContactQuerySet(models.QuerySet["Contact"]):
    def without_ticket(self) -> ContactQuerySet:
        """Approaches that no record of work gathers yet."""
        return self.filter(ticket__isnull=True)

    def with_words(self) -> ContactQuerySet:
        """What was said in them is still kept."""
        return self.filter(erased_at__isnull=True)

    def over_before(self, at: datetime) -> ContactQuerySet:
        """Ended before this moment, or begun where no end is known."""
        return self.alias(over_at=Coalesce("ended_at", "started_at")).filter(over_at__lt=at)

    def of(self, requester: Requester) -> ContactQuerySet:
        """How this person reached us, latest first."""
        return self.filter(requester=requester).order_by("-started_at")


class CommentQuerySet(models.QuerySet["Comment"]):
    def owed_a_mail(self) -> CommentQuerySet:
        """The outbox: replies that have not reached the requester's mailbox yet."""
        return self.filter(sent_at__isnull=True).exclude(send_to="")

    def due(self, at: datetime) -> CommentQuerySet:
        """Owed mails whose time has come: each failure doubles the pause before the next try."""
        pauses = (
            models.Q(send_tries=tries, owed_from__lte=at - timedelta(minutes=2**tries - 1))
            for tries in range(SEND_TRIES)
        )
        owed = self.owed_a_mail().alias(owed_from=Coalesce("resent_at", "created_at"))
        return owed.filter(reduce(or_, pauses)).order_by("owed_from")

    def given_up(self) -> CommentQuerySet:
        """Replies that could not be mailed, however often it was tried: a person has to act."""
        return self.owed_a_mail().filter(send_tries__gte=SEND_TRIES).order_by("created_at", "pk")


class ArticleQuerySet(models.QuerySet["Article"]):
    def published(self, language: str) -> ArticleQuerySet:
        """What a reader of this language may read in it."""
        return self.filter(is_published=True, language=language)

    def to_be_finished(self) -> ArticleQuerySet:
        """Drafts made of answers, that somebody has to read over and publish."""
        return self.filter(is_published=False, drafted_from__isnull=False)

    def for_reader(self, language: str) -> ArticleQuerySet:
        """Each instruction once: in the reader's language, else in another that has it."""
        nearness = models.Case(
            models.When(language=language, then=0), models.When(language="en", then=1), default=2
        )
        return (
            self.filter(is_published=True)
            .alias(nearness=nearness)
            .order_by("slug", "nearness", "language")
            .distinct("slug")
        )

    def search(self, text: str, language: str) -> ArticleQuerySet:
        """Instructions of a language that share words with a text, in any form, or that belong to
        the topic the text seems to be about; best first.
        """
        words = words_in(text)
        if not words:
            return self.none()
        query = query_for(words, language)
        of_topic = models.Q(topic__in=self._topics_of(text))
        # A topic is worth one word of the text that stands in a title as written.
        bonus = models.Case(models.When(of_topic, then=TOPIC_WEIGHT / len(words)), default=0.0)
        return (
            self.published(language)
            .annotate(rank=SearchRank(models.F("vector"), query) + bonus)
            .filter(models.Q(vector=query) | of_topic)
            .order_by("-rank", "title")
        )

    def _topics_of(self, text: str) -> list[int]:
        topics = TopicQuerySet(apps.get_model("tickets", "Topic")).offered()
        return [topic.pk for topic in best_topics(text, topics)]


class CannedReplyQuerySet(models.QuerySet["CannedReply"]):
    def for_agent(self, agent: User) -> CannedReplyQuerySet:
        """The ready answers of this agent: everybody's, and those of the agent's teams."""
        offered = self.filter(is_active=True)
        if agent.is_supervisor:
            return offered
        mine = agent.memberships.values("team")
        return offered.filter(models.Q(team__isnull=True) | models.Q(team__in=mine))


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    def for_requester(self) -> AttachmentQuerySet:
        """What the person who asked may get."""
        return self.filter(is_public=True)
