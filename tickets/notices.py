"""What a member of staff should know of: the history of tickets, behind how far they know it.

Nothing is stored for a notice. What colleagues and requesters do is a row of history; `Seen` marks
how far one person knows a ticket's, and whatever one does on a ticket shows that one knows it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db.models import (
    BigIntegerField,
    BooleanField,
    Case,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone

from helpdesk.people.models import User
from helpdesk.people.permissions import reads_contacts
from tickets.choices import UNSOLVED, Channel, CommentKind, TicketEventKind
from tickets.models import Comment, Seen, Ticket, TicketEvent
from tickets.notice import BY_COLLEAGUES, Notice, What

Row = Any
"""A `TicketEvent` with `is_new`; mypy's plugin knows annotations of one function only."""
HORIZON = timedelta(days=14)
"""What nobody touched for so long is no news, whether somebody saw it or not."""
READ = 100
"""So many rows of history are read at most; there may be more of one ticket."""
KNOWN_SHOWN = 10
"""So many that one knows already are shown below the new ones."""


def notices_for(user: User, *, here: int | None = None, at: datetime | None = None) -> list[Notice]:
    """The new ones first, then some that this person knows, each latest first; one query.

    `here` is the ticket whose page is being looked at: nothing about it is new. Whoever may not
    read tickets is told of none.
    """
    if not reads_contacts(user):
        return []
    found = _concerning(user, (at or timezone.now()) - HORIZON).select_related(
        "actor", "ticket__requester"
    )
    told = list(_gathered(list(found.order_by("-is_new", "-pk")[:READ]), user, here))
    known = [notice for notice in told if not notice.is_new]
    return [notice for notice in told if notice.is_new] + known[:KNOWN_SHOWN]


def as_list(notices: list[Notice]) -> dict[str, Any]:
    """What the list shows, and the number beside the bell."""
    return {"notices": notices, "count": sum(notice.is_new for notice in notices)}


def unseen(user: User, *, touched_from: datetime, touched_to: datetime) -> list[Notice]:
    """What this person has not seen, and was not mailed, of tickets last touched in this time.

    A ticket on which something happens just now waits until it is quiet: that is one mail, not ten.
    """
    mailed = Coalesce(Subquery(_marks(user).values("mailed")[:1]), 0)
    found = _concerning(user, touched_from).filter(ticket__updated_at__lte=touched_to)
    rows = found.filter(is_new=True).annotate(mailed=mailed).filter(pk__gt=F("mailed"))
    latest = rows.select_related("actor", "ticket__requester").order_by("-pk")
    return list(_gathered(list(latest[:READ]), user))


def _concerning(user: User, since: datetime) -> QuerySet[Row]:
    """The rows of history that this person should know, and whether they do (`is_new`).

    Four ways, each by an index of its own: what they hold, what nobody of theirs holds, where they
    are named, and what they wrote and no mail brought.
    """
    news = TicketEvent.objects.exclude(actor=user)
    back = Q(kind=TicketEventKind.COMMENT, data__kind=CommentKind.MESSAGE)
    # Mails and forms bring their words, which are told; these bring none.
    came = Q(
        kind=TicketEventKind.CONTACT,
        data__channel__in=(Channel.PHONE, Channel.CHAT, Channel.WALK_IN),
    )
    given = Q(kind=TicketEventKind.ASSIGNED, data__assignee=user.pk) & ~Q(data__has_key="keeps")
    # By when the ticket was touched: a mail may have been on its way for long.
    unsolved = Ticket.objects.filter(status__in=UNSOLVED, updated_at__gte=since)
    theirs = Q(team__isnull=True) | Q(team__in=user.memberships.values("team"))
    held = unsolved.filter(assignee=user).values("pk")
    unheld = unsolved.filter(theirs, assignee__isnull=True).values("pk")
    unsent = Q(kind=TicketEventKind.UNSENT, data__author=user.pk)
    unmailed = Comment.objects.given_up().filter(author=user).order_by().values("ticket")
    ways = (
        news.filter(back | came | given, ticket__in=held),
        news.filter(back | came | Q(kind=TicketEventKind.OPENED), ticket__in=unheld),
        news.filter(at__gte=since, data__has_key="named", data__named__contains=user.pk),
        news.filter(unsent, at__gte=since, ticket__in=unmailed),
    )
    first, *others = (way.order_by().values("pk") for way in ways)
    own = TicketEvent.objects.filter(ticket=OuterRef("ticket"), actor=user).order_by("-pk")
    known = Greatest(
        Coalesce(Subquery(_marks(user).values("event")[:1]), 0),
        Coalesce(Subquery(own.values("pk")[:1]), 0),
        output_field=BigIntegerField(),
    )
    return (
        TicketEvent.objects.filter(pk__in=first.union(*others, all=True))
        .annotate(known=known)
        .annotate(
            is_new=Case(
                When(pk__gt=F("known"), then=Value(True)),
                default=Value(False),
                output_field=BooleanField(),
            )
        )
    )


def _marks(user: User) -> QuerySet[Seen]:
    return Seen.objects.filter(user=user, ticket=OuterRef("ticket"))


def _gathered(rows: Iterable[Row], user: User, here: int | None = None) -> Iterator[Notice]:
    """One notice for what is the same of one ticket, however often it happened."""
    groups: dict[tuple[int, What, bool], list[Row]] = {}
    for row in rows:
        is_new = bool(row.is_new) and row.ticket_id != here
        groups.setdefault((row.ticket_id, _what(row, user), is_new), []).append(row)
    for (ticket, what, is_new), events in groups.items():
        if what == What.WAITS and (ticket, What.NEW, is_new) in groups:
            continue  # the first words of a new one
        given = groups.get((ticket, What.ASSIGNED, is_new))
        if what == What.ANSWERED and given and given[0].pk > events[0].pk:
            continue  # it had been said when the ticket was given
        latest = events[0]
        yield Notice(
            what=what,
            ticket=latest.ticket,
            who=latest.actor.public_name if latest.actor and what in BY_COLLEAGUES else "",
            channel=latest.data.get("channel", "") if what == What.ANSWERED else "",
            address=latest.data.get("address", ""),
            at=latest.at,
            events=tuple(event.pk for event in events),
            is_new=is_new,
        )


def _what(row: Row, user: User) -> What:
    if user.pk in row.data.get("named", ()):
        return What.NAMED
    if row.kind == TicketEventKind.ASSIGNED:
        return What.ASSIGNED
    if row.kind == TicketEventKind.UNSENT:
        return What.UNMAILED
    if row.ticket.assignee_id == user.pk:
        return What.ANSWERED
    return What.NEW if row.kind == TicketEventKind.OPENED else What.WAITS
