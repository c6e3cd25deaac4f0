"""The desk closes itself to newcomers when they would wait too long, and opens again by itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from chat.desk import Moment, look
from chat.events import tell
from chat.models import Closure


def mind_the_door(at: datetime | None = None) -> Moment:
    """Closes or opens what the measured wait closes or opens; returns the desk as it is then.

    Many processes may do this at once: each closing is one running row, and its end is set once.
    """
    moment = look(at)
    lines = {team: moment.line(team) for team in {None, *moment.watched}}
    slow = {team for team, line in lines.items() if moment.is_slow(team, line)}
    if slow == moment.slow:
        return moment
    with transaction.atomic():
        Closure.objects.bulk_create(
            (
                Closure(team_id=team, wait_seconds=round(lines[team].wait_s), starts_at=moment.at)
                for team in slow - moment.slow
            ),
            ignore_conflicts=True,
        )
        for team in moment.slow - slow:
            Closure.objects.filter(team=team, ends_at=None).update(ends_at=moment.at)
        tell()
    return replace(moment, slow=slow)
