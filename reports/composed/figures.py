"""The front page as a report: the shift in both figures, promises kept, people satisfied."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports import definitions, sentences
from reports.answers import FrontAnswer, answer_front
from reports.charts.lines import lines_chart
from reports.composed.shift import channels, shift_sentences
from reports.grids import Column, Grid, Kind, Row, Value
from reports.measures.ratios import Ratio
from reports.report import Answer, Asked, Picture, Report
from tickets.choices import Channel


def answer(asked: Asked) -> Answer:
    found = answer_front(asked.filters, zone=asked.zone, today=asked.today)
    said = shift_sentences(found.contacts, found.filters, found.shift)
    return Answer(
        sentences=said,
        grids=(channels(found.contacts), channels(found.requests), _promises(found)),
        pictures=(_picture(found, asked, said[1]),) if found.shift.months else (),
        headline=found.contacts.total.share(Channel.PHONE),
    )


def _picture(found: FrontAnswer, asked: Asked, alt: str) -> Picture:
    shift, goal = found.shift, asked.desk.phone_goal_percent
    return Picture(
        "shift",
        alt,
        spec=lambda look: lines_chart(
            shift.months, crossing=shift.crossing, goal_percent=goal, look=look
        ),
        caption=sentences.goal(found.contacts, asked.desk),
    )


def _promises(found: FrontAnswer) -> Grid:
    replies, rated = found.first_reply, found.satisfaction
    rows = (
        (_("Chats answered within 10 seconds"), replies.now.in_promise, replies.before.in_promise),
        (_("Chats answered within 60 seconds"), replies.now.in_limit, replies.before.in_limit),
        (_("Satisfied (4 or 5 of 5)"), rated.now, rated.before),
    )
    columns = (
        Column("figure", _("Figure"), Kind.TEXT),
        Column("hits", _("Number")),
        Column("of", _("Of")),
        Column("share", _("Share"), Kind.SHARE),
        Column("interval", _("95 percent interval"), Kind.INTERVAL),
        Column("share_before", _("Share before"), Kind.SHARE),
    )
    title = _("First replies and ratings")
    return Grid("promises", title, columns, tuple(Row(_values(*row)) for row in rows))


def _values(name: str, now: Ratio, before: Ratio) -> tuple[Value, ...]:
    return (name, now.hits, now.n, now.share, now.interval, before.share)


REPORT = Report(
    number=0,
    slug="front",
    title=gettext_lazy("How the shift goes"),
    question=gettext_lazy("How does the shift from phone to chat go?"),
    definitions=definitions.FRONT,
    answer=answer,
    uses=frozenset({"compare", "team", "topic"}),
    headline=gettext_lazy("Phone’s share of contacts"),
)
