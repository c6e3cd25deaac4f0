"""Where a weekly share is going, and how likely it meets a goal. Pure, and the same for a seed.

The share's logit is last year's same week plus a level, the smoothed difference to last year; with
less than a year and a half on record, the smoothed logit itself. Paths into the future are drawn
with blocks of the model's own one-step errors (a block bootstrap), so that they hold what the past
held: bad weeks in a row, and weeks without anybody.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log
from random import Random
from statistics import fmean

LEAST_WEEKS = 26
YEAR = 52
SEASON_WEEKS = YEAR + 26
"""From so many weeks on, last year's same week is known for half a year of errors."""
SMOOTHING = 0.2
BLOCK = 4
PATHS = 500
WEEKS_A_MONTH = YEAR / 12
TRAILING = 4
"""A goal is met by the mean of so many weeks: one good week meets nothing."""


def logit(part: int, whole: int) -> float:
    """The log odds of a share; half a contact is added to each side, so that 0 % has some."""
    return log((part + 0.5) / (whole - part + 0.5))


def logits(counts: Sequence[tuple[int, int]]) -> list[float]:
    """The log odds of each week's share, from the first week with anybody on.

    A week without anybody says nothing of shares: the one before it stands in its place.
    """
    found: list[float] = []
    for part, whole in counts:
        if whole:
            found.append(logit(part, whole))
        elif found:
            found.append(found[-1])
    return found


def share(value: float) -> float:
    return 1 / (1 + exp(-value))


@dataclass(frozen=True, slots=True)
class Model:
    """What a series has come to: its values, its level, its one-step errors."""

    values: tuple[float, ...]
    is_seasonal: bool
    level: float
    errors: tuple[float, ...]


def fit(values: Sequence[float]) -> Model | None:
    """None with fewer than 26 weeks: a forecast from less would be a guess."""
    if len(values) < LEAST_WEEKS:
        return None
    is_seasonal = len(values) >= SEASON_WEEKS
    changes = _changes(values) if is_seasonal else list(values)
    level, errors = changes[0], []
    for change in changes[1:]:
        errors.append(change - level)
        level += SMOOTHING * (change - level)
    return Model(tuple(values), is_seasonal, level, tuple(errors))


def _changes(values: Sequence[float]) -> list[float]:
    return [now - before for now, before in zip(values[YEAR:], values, strict=False)]


def paths(model: Model, weeks: int, *, seed: int = 0, count: int = PATHS) -> list[list[float]]:
    """Shares of so many weeks to come, a list a path."""
    rng = Random(seed)
    return [_path(model, weeks, rng) for _ in range(count)]


def _path(model: Model, weeks: int, rng: Random) -> list[float]:
    values, level = list(model.values), model.level
    for error in _errors(model.errors, weeks, rng):
        base = values[-YEAR] if model.is_seasonal else 0.0
        change = level + error
        values.append(base + change)
        level += SMOOTHING * error
    return [share(value) for value in values[len(model.values) :]]


def _errors(errors: Sequence[float], count: int, rng: Random) -> list[float]:
    middle = fmean(errors)
    drawn: list[float] = []
    while len(drawn) < count:
        start = rng.randrange(len(errors))
        drawn += [error - middle for error in errors[start : start + BLOCK]]
    return drawn[:count]


@dataclass(frozen=True, slots=True)
class Band:
    """Where the share of one week to come lies: in the middle, and with 80 and 95 % of paths."""

    middle: float
    low80: float
    high80: float
    low95: float
    high95: float


def bands(drawn: Sequence[Sequence[float]]) -> list[Band]:
    """A band a week."""
    return [_band(sorted(week)) for week in zip(*drawn, strict=True)]


def trailing(known: Sequence[float], drawn: Sequence[Sequence[float]]) -> list[list[float]]:
    """Each path as means of four weeks, those before it counted in: what a goal is measured by."""
    before = list(known[-(TRAILING - 1) :])
    return [
        [fmean(row[end - TRAILING : end]) for end in range(TRAILING, len(row) + 1)]
        for row in (before + list(path) for path in drawn)
    ]


def _band(ordered: Sequence[float]) -> Band:
    def at(place: float) -> float:
        return ordered[min(len(ordered) - 1, int(place * len(ordered)))]

    return Band(at(0.5), at(0.1), at(0.9), at(0.025), at(0.975))


def chance(drawn: Sequence[Sequence[float]], goal: float) -> float:
    """The share of paths whose last four weeks are, on average, at most the goal."""
    met = sum(1 for path in drawn if fmean(path[-TRAILING:]) <= goal)
    return met / len(drawn)


def faster(drawn: Sequence[Sequence[float]], percent: float) -> list[list[float]]:
    """The same paths with the share falling by so many percent (of itself) more each month."""
    kept = (1 - percent / 100) ** (1 / WEEKS_A_MONTH)
    return [[week * kept**n for n, week in enumerate(path, start=1)] for path in drawn]


def back_test(values: Sequence[float], *, ahead: int, times: int = 13) -> float | None:
    """By how much forecasts `ahead` weeks were wrong on average, had they been made in the past.

    As a share (0.01 is one percentage point); None where too little is on record to try.
    """
    errors = []
    for end in range(len(values) - ahead - times + 1, len(values) - ahead + 1):
        model = fit(values[:end]) if end > 0 else None
        if model:
            quiet = Model(model.values, model.is_seasonal, model.level, (0.0,))
            expected = paths(quiet, ahead, count=1)[0][-1]
            errors.append(abs(expected - share(values[end + ahead - 1])))
    return fmean(errors) if errors else None
