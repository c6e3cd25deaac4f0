"""The front page as a report: the last four full weeks, whatever period is asked."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from reports import definitions, headline
from reports.charts.shift import shift_chart
from reports.composed.shift import channels, promises
from reports.front import Front, look_at
from reports.report import Answer, Asked, Picture, Report
from reports.shifting import shift_of
from tickets.choices import Channel


def answer(asked: Asked) -> Answer:
    front = look_at(asked)
    said = tuple(headline.said(front))
    return Answer(
        sentences=said,
        grids=(channels(front.mix), promises(front.first_reply, front.satisfaction)),
        pictures=(_picture(front, said[0]),) if front.weeks[Channel.PHONE] else (),
        headline=front.part(Channel.PHONE).share,
    )


def _picture(front: Front, alt: str) -> Picture:
    shift = shift_of(front)
    return Picture(
        "shift", alt, spec=lambda look: shift_chart(shift, look), caption=headline.target(front)
    )


REPORT = Report(
    number=1,
    slug="front",
    title=gettext_lazy("How the shift goes"),
    question=gettext_lazy("How does the shift from phone to chat go?"),
    definitions=definitions.FRONT,
    answer=answer,
    uses=frozenset({"of", "team", "topic"}),
    has_period=False,
    headline=gettext_lazy("Phone’s share, the last four full weeks"),
)
