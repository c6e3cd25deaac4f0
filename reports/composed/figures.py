"""The front figures of any period, for the monthly report: the shift, promises, satisfaction."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from reports import definitions, sentences
from reports.answers import FrontAnswer, answer_front
from reports.charts.lines import lines_chart
from reports.composed.shift import channels, promises, shift_sentences
from reports.report import Answer, Asked, Picture, Report
from tickets.choices import Channel


def answer(asked: Asked) -> Answer:
    found = answer_front(asked.filters, zone=asked.zone, today=asked.today)
    said = shift_sentences(found.contacts, found.filters, found.shift)
    return Answer(
        sentences=said,
        grids=(
            channels(found.contacts),
            channels(found.requests),
            promises(found.first_reply, found.satisfaction),
        ),
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


REPORT = Report(
    number=0,
    slug="figures",
    title=gettext_lazy("How the shift goes"),
    question=gettext_lazy("How does the shift from phone to chat go?"),
    definitions=definitions.FRONT,
    answer=answer,
    uses=frozenset({"compare", "team", "topic"}),
    headline=gettext_lazy("Phone’s share of contacts"),
)
