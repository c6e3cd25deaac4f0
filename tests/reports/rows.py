"""Short ways to make what reports count."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from helpdesk.people.models import Requester, Team, Term
from reports.choices import Comparison, Figure, Grain
from reports.filters import Filters, Scope
from reports.periods import Period
from tickets.models import Contact, Ticket, Topic

HELSINKI = ZoneInfo("Europe/Helsinki")


def at(text: str, zone: ZoneInfo = HELSINKI) -> datetime:
    """A wall clock reading of the zone as an instant: at("2026-01-31 23:59")."""
    return datetime.fromisoformat(text).replace(tzinfo=zone).astimezone(UTC)


def add_contacts(channel: str, when: datetime, count: int = 1, **fields: Any) -> list[Contact]:
    return Contact.objects.bulk_create(
        Contact(channel=channel, started_at=when, **fields) for _ in range(count)
    )


def add_chats(when: datetime, count: int, *, reply_after: float | None = 5, **fields: Any) -> None:
    """Chats that ended ten minutes later, answered after so many seconds or never.

    Their visitors are asked afterwards what they would have done without chat.
    """
    fields.setdefault("alternative_asked", "after")
    reply = None if reply_after is None else when + timedelta(seconds=reply_after)
    ended = when + timedelta(minutes=10)
    add_contacts("chat", when, count, ended_at=ended, first_reply_at=reply, **fields)


def add_requests(channel: str, when: datetime, count: int = 1, **fields: Any) -> None:
    requester, _ = Requester.objects.get_or_create(name="Aino")
    Ticket.objects.bulk_create(
        Ticket(
            requester=requester, subject="Wi-Fi", origin_channel=channel, created_at=when, **fields
        )
        for _ in range(count)
    )


def add_team(slug: str) -> Team:
    return Team.objects.create(slug=slug, name=slug.title())


def add_term(season: str, first: str, last: str) -> Term:
    name = f"{season.title()} {first[:4]}"
    days = {"first_day": date.fromisoformat(first), "last_day": date.fromisoformat(last)}
    return Term.objects.create(name=name, season=season, **days)


def add_topic(slug: str, parent: Topic | None = None) -> Topic:
    return Topic.objects.create(
        slug=slug, parent=parent, name_en=slug.title(), name_fi=slug, name_sv=slug
    )


def filters(
    first: str,
    last: str,
    *,
    figure: Figure = Figure.CONTACTS,
    grain: Grain = Grain.MONTH,
    comparison: Comparison = Comparison.PREVIOUS,
    scope: Scope | None = None,
) -> Filters:
    period = Period(date.fromisoformat(first), date.fromisoformat(last))
    return Filters(figure, period, grain, comparison=comparison, scope=scope or Scope())
