"""How soon chats are answered: from opening to the agent's first message."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta, tzinfo

from django.db.models import Count, F, Q

from reports.filters import Filters
from reports.measures.channel_mix import during
from reports.measures.ratios import Ratio
from tickets.choices import Channel
from tickets.models import Contact

PROMISE_S = 10
LIMIT_S = 60


@dataclass(frozen=True, slots=True)
class Replies:
    """Of all chats that were answered or ended, those answered in time."""

    in_promise: Ratio
    in_limit: Ratio


@dataclass(frozen=True, slots=True)
class FirstReply:
    now: Replies
    before: Replies


def first_reply(filters: Filters, *, zone: tzinfo) -> FirstReply:
    """Chats that nobody answered count as late; those still waiting are not decided yet."""
    now = during(filters.period, "started_at", zone)
    before = during(filters.before, "started_at", zone) if filters.before else None
    columns = {f"now_{name}": Count("pk", filter=now & by) for name, by in _decided().items()}
    if before:
        columns |= {
            f"before_{name}": Count("pk", filter=before & by) for name, by in _decided().items()
        }
    counted = Contact.objects.filter(
        filters.scope.condition, now | before if before else now, channel=Channel.CHAT
    ).aggregate(**columns)
    return FirstReply(_replies(counted, "now"), _replies(counted, "before"))


def _decided() -> dict[str, Q]:
    replied = Q(first_reply_at__isnull=False)
    return {
        "all": replied | Q(ended_at__isnull=False),
        "promise": replied & _within(PROMISE_S),
        "limit": replied & _within(LIMIT_S),
    }


def _within(seconds: int) -> Q:
    return Q(first_reply_at__lte=F("started_at") + timedelta(seconds=seconds))


def _replies(counted: dict[str, int], name: str) -> Replies:
    decided = counted.get(f"{name}_all", 0)
    return Replies(
        Ratio(counted.get(f"{name}_promise", 0), decided),
        Ratio(counted.get(f"{name}_limit", 0), decided),
    )
