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
    2,
    _("Contact"),
    _(
        "One approach by one person over one channel: a chat, a call, an e-mail, a web form or a"
        " visit, dated by its start. Chats that nobody answered and calls that led to nothing"
        " count; several contacts about one issue count each. Spam and trials, marked as not"
        " counted, do not."
    ),
)
REQUEST = Definition(
    "request",
    2,
    _("Request"),
    _(
        "One issue of one person: a ticket, dated by its creation and counted once, by the channel"
        " of its first contact, whichever channels followed. Tickets that were merged are one"
        " request, which began with the earliest of them; all their contacts stay counted."
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

FORECAST = Definition(
    "forecast",
    1,
    _("Forecast"),
    _(
        "The phone's share week by week as last year in the same week, moved by how much the last"
        " weeks differ from the year before; the fan holds 80 and 95 % of 500 paths drawn with the"
        " errors that such forecasts made. With less than 26 whole weeks there is none."
    ),
)
CHANCE = Definition(
    "chance",
    1,
    _("Chance to meet the goal"),
    _(
        "The share of those paths whose last four weeks before the goal's day are at or below the"
        " goal on average. It supposes that the future is like the past."
    ),
)
INTERVAL = Definition(
    "interval",
    1,
    _("95 percent interval"),
    _(
        "Wilson's score interval: in nineteen of twenty such samples the share behind the counts"
        " lies in it. It knows of chance only, not of weeks that differ. Of nothing there is none."
    ),
)
FULL_WEEKS = Definition(
    "full_weeks",
    1,
    _("Last four full weeks"),
    _(
        "The last four weeks from Monday to Sunday that are over, beside the four before. The"
        " running week does not count, nor do the days of today."
    ),
)
TARGET = Definition(
    "target",
    1,
    _("Target and path"),
    _(
        "A target leads the phone's share from one value to another between two days, along a"
        " straight line: the path. Ahead of the path is below it, on the last day counted. The"
        " latest target of a figure is the one in force; those before stay on record as they were."
        " Without a target the goal of the desk's settings is a level line."
    ),
)
LEFT_OUT = Definition(
    "left_out",
    1,
    _("Days left out"),
    _(
        "Where a reader leaves out marked days, all that began on the days of those annotations"
        " that allow it is in no figure, in neither period, nor in any list; the page says which"
        " days those are."
    ),
)
SEMESTER = Definition(
    "semester_weeks",
    1,
    _("Same semester weeks"),
    _(
        "The weeks of a semester are counted from the Monday of its first week. A period within a"
        " semester is compared with the same weekdays of the same weeks of the last semester of"
        " the same season on record before it."
    ),
)

OF_DAYS = (LEFT_OUT, TIME)
"""What every report needs whose marked days may be left out."""
COMPARED = (CHANGE, SEMESTER, *OF_DAYS)
"""What a report needs that is compared with other days."""
CHANNEL_MIX = (CONTACT, REQUEST, SHARE, *COMPARED, CROSSING, CALLS, DISPLACEMENT)
FRONT = (
    *(CONTACT, REQUEST, SHARE, INTERVAL, FULL_WEEKS, TARGET, CROSSING, FORECAST, CHANCE),
    *(CALLS, CHANGE, FIRST_REPLY, SATISFACTION, TIME),
)
