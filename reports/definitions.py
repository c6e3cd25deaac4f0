"""What the figures of reports mean: shown under them and sent along with every file.

A definition that changes gets a new version, so that an older file can still be understood.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Definition:
    key: str
    version: int
    name: Promise
    text: Promise


CONTACT = Definition(
    "contact",
    1,
    _("Contact"),
    _(
        "One approach by one person over one channel: a chat, a call, an e-mail, a web form or a"
        " visit, dated by its start. Chats that nobody answered and calls that led to nothing"
        " count; several contacts about one issue count each."
    ),
)
REQUEST = Definition(
    "request",
    1,
    _("Request"),
    _(
        "One issue of one person: a ticket, dated by its creation and counted once, by the channel"
        " of its first contact, whichever channels followed."
    ),
)
SHARE = Definition(
    "share",
    1,
    _("Share"),
    _(
        "The channel's contacts (or requests) of all contacts (or requests) of the same days, in"
        " percent, rounded to one decimal. Where there were none it is a dash."
    ),
)
CHANGE = Definition(
    "change",
    1,
    _("Change of a share or a count"),
    _(
        "For shares the difference in percentage points, computed before rounding; for counts the"
        " difference in numbers."
    ),
)
TIME = Definition(
    "time",
    1,
    _("Days, weeks, months"),
    _(
        "Those of the desk's time zone, with the days on which clocks change as long as they were."
        " Weeks are ISO 8601 weeks, from Monday. Both ends of a period belong to it."
    ),
)
CROSSING = Definition(
    "crossing",
    2,
    _("Chat passed phone"),
    _(
        "The first month with more chats than calls since which every whole month had more chats"
        " than calls; all contacts on record, the running month left out. Its number is counted"
        " from the first month with a chat. The range holds 80 % of the months found when what"
        " differs from the trend is dealt out anew 400 times."
    ),
)
CALLS = Definition(
    "calls",
    1,
    _("Calls up or down"),
    _(
        "Phone contacts of the last 52 weeks, up to yesterday, against those of the first 52 weeks"
        " on record."
    ),
)
DISPLACEMENT = Definition(
    "displacement",
    2,
    _("Chats that would have been calls or e-mails"),
    _(
        "Of the chats that began in the period and are over, that were drawn at random to be asked"
        " how the visitor would have contacted us without chat, and whose visitors said so: those"
        " who said phone or e-mail. Answers of others are not counted. The interval is Wilson's,"
        " 95 %. The goal is proven when all of it reaches the goal."
    ),
)
FIRST_REPLY = Definition(
    "first_reply",
    1,
    _("First reply in time"),
    _(
        "Of the chats that were answered or ended: those in which an agent wrote within so many"
        " seconds of the opening. Chats that nobody answered count as late."
    ),
)
SATISFACTION = Definition(
    "satisfaction",
    1,
    _("Satisfied"),
    _("Ratings of 4 or 5, of all ratings from 1 to 5, of contacts that began in the period."),
)

CHANNEL_MIX = (CONTACT, REQUEST, SHARE, CHANGE, TIME, CROSSING, CALLS, DISPLACEMENT)
FRONT = (CONTACT, REQUEST, SHARE, CHANGE, TIME, CROSSING, CALLS, FIRST_REPLY, SATISFACTION)
