"""Who stands behind the figures of a team: counted, so that those of few people are not told."""

from __future__ import annotations

from datetime import tzinfo

from reports.filters import Scope
from reports.periods import Period
from reports.rollup.reading import Wish, add_up, on_kept_days, total
from reports.rollup.tables import ANSWERED
from reports.small_groups import Behind, asks_of_few


def who_answered(scope: Scope, period: Period, *, zone: tzinfo) -> Behind:
    """Who wrote in the teams' chats of the period, whatever the topic."""
    return _behind("n", scope, period, zone)


def whose_were_rated(scope: Scope, period: Period, *, zone: tzinfo) -> Behind:
    """Who wrote last in those chats of the period that were rated, whatever the topic."""
    return _behind("rated", scope, period, zone)


def are_ratings_told(scope: Scope, period: Period, *, zone: tzinfo) -> bool:
    """Of the desk as a whole always; of a team, where enough agents stand behind them."""
    if scope.team is None:
        return True
    return not asks_of_few(scope, whose_were_rated(scope, period, zone=zone))


def _behind(count: str, scope: Scope, period: Period, zone: tzinfo) -> Behind:
    kept, days = on_kept_days(scope)
    wish = Wish(
        (total(count),),
        by=("team", "agent"),
        where=kept,
        values=days,
        months=(period,),
        left_out=scope.left_out,
    )
    found: dict[int, set[int]] = {}
    for team, agent, n in add_up(ANSWERED, period, wish, zone=zone):
        if n:
            found.setdefault(team, set()).add(agent)
    return {team: frozenset(agents) for team, agents in found.items()}
