"""What managers of the demo set down: semesters, the path to the goal, what happened when."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from helpdesk.demo.clock import midnight
from helpdesk.demo.desk import GOAL_PERCENT
from helpdesk.demo.story import DECISION, FIRST_CAMPAIGN, PILOT, SECOND_CAMPAIGN, months
from helpdesk.people.choices import Season
from helpdesk.people.models import Desk, Term, User
from reports.choices import Figure, Happening
from reports.models import Annotation, Target

STARTS = {Season.SPRING: (1, 10), Season.AUTUMN: (8, 29)}
"""Month and day from which on the first Monday begins the season's teaching."""
WEEKS = {Season.SPRING: 20, Season.AUTUMN: 16}
FROM_PERCENT = Decimal(20)
OUTAGE = timedelta(days=25)
"""So long ago mail was down for a day."""


def make_terms(first: date, last: date) -> None:
    """The semesters of a Finnish university that these years hold."""
    terms = [_term(season, year) for year in range(first.year, last.year + 1) for season in STARTS]
    terms.sort(key=lambda term: term.first_day)
    for number, term in enumerate(terms, start=1):
        term.pk = number
    Term.objects.bulk_create(terms)


def _term(season: Season, year: int) -> Term:
    begins = date(year, *STARTS[season])
    monday = begins + timedelta(days=-begins.weekday() % 7)
    last = monday + timedelta(weeks=WEEKS[season], days=-3)
    return Term(
        name=f"{season.value.title()} {year}", season=season, first_day=monday, last_day=last
    )


def make_target(today: date, desk: Desk, by: User) -> None:
    """From a fifth of requests this month to the goal, along a line."""
    start = months(today)[-1]
    assert desk.phone_goal_date
    Target.objects.create(
        pk=1,
        figure=Figure.REQUESTS,
        from_day=start,
        from_percent=FROM_PERCENT,
        to_day=desk.phone_goal_date,
        to_percent=GOAL_PERCENT,
        set_at=midnight(start),
        set_by=by,
    )


def make_annotations(today: date, by: User) -> None:
    """The turns of the story, and a bad day."""
    start = months(today)
    outage = today - OUTAGE
    outage -= timedelta(days=max(0, outage.weekday() - 4))
    told = [
        (start[PILOT], 1, Happening.OPENING, "Chat opens as a trial"),
        (start[DECISION], 1, Happening.OPENING, "Chat stays: it gets its place on every page"),
        (start[FIRST_CAMPAIGN], 14, Happening.MARKETING, "Campaign: posters and slides in lobbies"),
        (start[SECOND_CAMPAIGN], 14, Happening.MARKETING, "Campaign: chat first, in every e-mail"),
        (outage, 1, Happening.OUTAGE, "E-mail was down all day"),
    ]
    Annotation.objects.bulk_create(
        Annotation(
            pk=number,
            first_day=first,
            last_day=first + timedelta(days=days - 1),
            kind=kind,
            text=text,
            may_be_left_out=kind == Happening.OUTAGE,
            made_at=midnight(first),
            made_by=by,
        )
        for number, (first, days, kind, text) in enumerate(told, start=1)
    )
