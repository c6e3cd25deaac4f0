"""The tables of satisfaction: ratings by group, who rates, and what people wrote."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from reports.displacement_tables import outcome_name
from reports.grids import Column, Grid, Kind, Row, Value
from reports.measures.by_group import names_of, sums_by
from reports.measures.ratios import Ratio
from reports.measures.respondents import Cell, grouped
from reports.report import Asked
from reports.small_groups import Behind, TeamLine, team_lines
from reports.subsets import Subset
from reports.survey_conditions import WAITED
from tickets.choices import Channel

STARS = (1, 2, 3, 4, 5)
SUMS = ("rated", "satisfied", "rated_1", "rated_2", "rated_5")
"""What the number of each rating is made of, by `stars`."""
Sums = tuple[int, ...]
LATEST = 20
MOST = 12


def stars(sums: Sums) -> tuple[int, int, int, int, int]:
    """How many rated 1, 2, 3, 4 and 5, of `SUMS`."""
    rated, satisfied, one, two, five = sums
    return one, two, rated - satisfied - one - two, satisfied - five, five


def rating_columns(first: str) -> tuple[Column, ...]:
    return (
        Column("row", first, Kind.TEXT),
        Column("rated", pgettext("how many", "Rated")),
        *(Column(f"stars-{each}", str(each)) for each in STARS),
        Column("satisfied", _("Rated 4 or 5")),
        Column("share", _("Satisfied"), Kind.SHARE),
        Column("interval", _("95 percent interval"), Kind.INTERVAL),
    )


def rating_values(sums: Sums) -> tuple[Value, ...]:
    ratio = Ratio(sums[1], sums[0])
    return (ratio.n, *stars(sums), ratio.hits, ratio.share, ratio.interval)


def rating_drills(contacts: Subset) -> dict[str, Subset]:
    return {
        "rated": contacts.having(what="rated"),
        "satisfied": contacts.having(what="satisfied"),
        **{f"stars-{each}": contacts.having(stars=each) for each in STARS},
    }


def of_teams(asked: Asked, behind: Behind) -> list[TeamLine]:
    """The teams with the most ratings, and the smaller ones together."""
    lines = team_lines(_rated_groups(asked, "team"), names_of("team"), behind)
    apart = [line for line in lines if line.team is not None]
    return [*apart[:MOST], *(line for line in lines if line.team is None)]


def by_team(asked: Asked, lines: Iterable[TeamLine]) -> Grid:
    rows = (
        Row(
            (line.name, *rating_values(line.sums)),
            {} if line.team is None else rating_drills(asked.subset.having(of_team=line.team)),
        )
        for line in lines
    )
    return _groups("team", _("Team"), tuple(rows))


def by_topic(asked: Asked) -> Grid:
    """The topics with the most ratings."""
    names, found = names_of("topic"), _rated_groups(asked, "topic")
    rows = (
        Row(
            (names.get(topic, str(topic)), *rating_values(sums)),
            rating_drills(asked.subset.having(of_topic=topic)),
        )
        for topic, sums in sorted(found.items(), key=lambda item: (-item[1][0], item[0]))[:MOST]
    )
    return _groups("topic", _("Topic"), tuple(rows))


def _rated_groups(asked: Asked, key: str) -> dict[int, Sums]:
    found = sums_by(key, asked, [(name, asked.filters.period, "TRUE") for name in SUMS])
    return {pk: sums for pk, sums in found.items() if sums[0]}


def _groups(key: str, first: str, rows: tuple[Row, ...]) -> Grid:
    title = _("Ratings by %(what)s") % {"what": first.lower()}
    return Grid(f"by-{key}", title, rating_columns(first), rows)


def who_rates(asked: Asked, cells: Iterable[Cell], waits: Mapping[str, Sums]) -> tuple[Grid, Grid]:
    """Ended chats and those among them that were rated: by outcome, and by how long they waited.

    `waits` are ended, rated and satisfied of each band in `WAITED`.
    """
    outcomes = {
        str(outcome): (cell.n, cell.rated, cell.satisfied)
        for outcome, cell in sorted(grouped(cells, lambda cell: cell.outcome).items(), key=str)
    }
    names = {outcome: outcome_name(outcome) for outcome in outcomes}
    bands = {band: str(WAITED[band].name) for band in waits}
    return (
        _who(asked, "outcome", _("Outcome"), outcomes, names),
        _who(asked, "waited", _("Wait"), waits, bands),
    )


def _who(
    asked: Asked, key: str, title: str, found: Mapping[str, Sums], names: Mapping[str, str]
) -> Grid:
    columns = (
        Column("group", title, Kind.TEXT),
        Column("n", _("Ended chats")),
        Column("share", _("Of all chats"), Kind.SHARE),
        Column("rated", pgettext("how many", "Rated")),
        Column("response", _("Response"), Kind.SHARE),
        Column("rated_share", _("Of all ratings"), Kind.SHARE),
        Column("points", _("Difference, points"), Kind.POINTS),
        Column("satisfied", _("Satisfied"), Kind.SHARE),
    )
    whole = tuple(sum(column) for column in zip(*found.values(), strict=True)) or (0, 0, 0)
    rows = []
    for group, (n, rated, satisfied) in found.items():
        came, answered = Ratio(n, whole[0]), Ratio(rated, whole[1])
        values = (
            *(names[group], n, came.share, rated, Ratio(rated, n).share, answered.share),
            *(answered.points(came), Ratio(satisfied, rated).share),
        )
        of_group = asked.subset.having(channel=Channel.CHAT.value, **{key: group})
        drills = {"n": of_group.having(what="over"), "rated": of_group.having(what="rated")}
        rows.append(Row(values, drills))
    name = _("Who rates, by %(what)s") % {"what": title.lower()}
    return Grid(f"who-by-{key}", name, columns, tuple(rows))


def out_of_proportion(grid: Grid) -> list[tuple[Decimal, str, Decimal, Decimal]]:
    """Of each group with ratings: by how many points its share differs, its name, both shares."""
    columns = ("group", "points", "share", "rated_share")
    found = zip(*(grid.column(key) for key in columns), strict=True)
    return [
        (abs(points), str(name), came, rated)
        for name, points, came, rated in found
        if isinstance(points, Decimal) and isinstance(came, Decimal) and isinstance(rated, Decimal)
    ]


def comments(asked: Asked) -> Grid:
    """What people wrote last, each leading to its contact."""
    columns = (
        Column("at", _("Began"), Kind.TEXT),
        Column("stars", _("Rated")),
        Column("comment", _("In the person's own words"), Kind.TEXT),
        Column("team", _("Team"), Kind.TEXT),
        Column("topic", _("Topic"), Kind.TEXT),
    )
    written = asked.subset.having(what="commented").rows(asked.zone).filter(erased_at=None)
    rows = []
    for each in written.select_related("team", "topic")[:LATEST]:
        began = date_format(timezone.localtime(each.started_at, asked.zone), FORMAT)
        topic = each.topic.name if each.topic else None
        team = each.team.name if each.team else None
        rows.append(
            Row(
                (began, each.satisfaction, each.survey_comment, team, topic),
                links={"at": asked.subset.having(one=each.pk)},
            )
        )
    title = _("The latest %(n)s comments") % {"n": len(rows)} if rows else _("Comments")
    return Grid("comments", title, columns, tuple(rows))


FORMAT = "SHORT_DATETIME_FORMAT"
