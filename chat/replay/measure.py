"""The figures behind the account: order, identity codes, percentiles. Pure."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise
from math import ceil

from stdnum.fi import hetu

# Written apart from `helpdesk.redaction` on purpose: a judge must not share the rule it judges.
CODE = re.compile(r"(?<!\w)[0-9]{6}[-+A-FU-Ya-fu-y][0-9]{3}[0-9A-Za-z](?!\w)")


def out_of_place(order: Sequence[int]) -> int:
    """How many of these must be moved to sort them: all but the longest rising subsequence.

    An element that comes twice counts once as out of place.
    """
    tails: list[int] = []
    for value in order:
        place = bisect_left(tails, value)
        tails[place : place + 1] = [value]
    return len(order) - len(tails)


def pauses(times: Sequence[datetime], speed: float | None, longest_s: float) -> list[float]:
    """Seconds to wait before each of these moments but the first, so many times as fast.

    Without a speed there are none. None is longer than `longest_s`; time running back is none.
    """
    if speed is None:
        return [0.0] * (len(times) - 1)
    gaps = [(after - before).total_seconds() for before, after in pairwise(times)]
    return [min(max(0.0, gap) / speed, longest_s) for gap in gaps]


def identity_codes(text: str) -> int:
    """How many valid Finnish identity codes stand in a text as words of their own."""
    return sum(hetu.is_valid(code, allow_temporary=True) for code in CODE.findall(text))


def percentile(sorted_values: Sequence[float], share: float) -> float:
    """The nearest-rank percentile: the smallest value that `share` of all do not exceed."""
    return sorted_values[max(0, ceil(share * len(sorted_values)) - 1)]
