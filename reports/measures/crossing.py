"""When chat passed the phone in the number of contacts. Pure; by whole months."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from itertools import takewhile

from reports.measures.history import Month
from tickets.choices import Channel


class Standing(Enum):
    NO_CHAT = "no chat"
    """There is no whole month with chat yet."""
    BEHIND = "behind"
    """Phone was ahead, or level, in every month."""
    LAPSED = "lapsed"
    """Chat was ahead in some months, but phone leads or is level again in the last one."""
    PASSED = "passed"
    """Chat passed phone and stayed ahead in every month since."""
    ALWAYS_AHEAD = "always ahead"
    """There is no month on record in which phone was ahead or level."""


@dataclass(frozen=True, slots=True)
class Crossing:
    """`month` is the one in which chat passed (or, lapsed, was last ahead).

    `nth` is that month's number, the first month with chat being 1; `last` the last whole month.
    `lasted` is for how many months chat has been ahead without a break.
    """

    standing: Standing
    month: Month | None = None
    nth: int = 0
    last: Month | None = None
    lasted: int = 0
    likely: tuple[date, date] | None = None
    """The months between which it lies with 80 %; None where that is not known."""


def chat_leads(month: Month) -> bool:
    return month.of(Channel.CHAT) > month.of(Channel.PHONE)


def find_crossing(months: Sequence[Month]) -> Crossing:
    """The first month with more chats than calls since which that held in every whole month.

    A month in which chat was ahead by chance, and lost the lead again, is no crossing.
    """
    first_chat = next((month for month in months if month.of(Channel.CHAT)), None)
    if first_chat is None:
        return Crossing(Standing.NO_CHAT, last=months[-1] if months else None)
    lasted = sum(1 for _ in takewhile(chat_leads, reversed(months)))
    if lasted == len(months):
        return Crossing(Standing.ALWAYS_AHEAD, months[0], 1, months[-1], lasted)
    if lasted:
        month = months[-lasted]
        nth = distance(first_chat.start, month.start) + 1
        return Crossing(Standing.PASSED, month, nth, months[-1], lasted)
    ahead = [month for month in months if chat_leads(month)]
    if ahead:
        return Crossing(Standing.LAPSED, ahead[-1], last=months[-1])
    return Crossing(Standing.BEHIND, last=months[-1])


def distance(first: date, later: date) -> int:
    """How many months lie between the starts of two months."""
    return 12 * (later.year - first.year) + later.month - first.month
