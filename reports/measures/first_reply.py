"""How soon chats are answered: from opening to the agent's first message."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import tzinfo

from reports.filters import Filters
from reports.measures.ratios import Ratio
from reports.measures.sums import sums
from tickets.choices import Channel


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
    now, before = (
        Replies(Ratio(in_promise, decided), Ratio(in_limit, decided))
        for in_promise, in_limit, decided in sums(
            ("within_10", "within_60", "decided"),
            filters.scope,
            filters.period,
            filters.before,
            zone=zone,
            channel=Channel.CHAT,
        )
    )
    return FirstReply(now, before)
