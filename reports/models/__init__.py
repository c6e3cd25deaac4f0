"""What reports keep of their own: counts by day that make them instant. Import from here."""

from reports.models.rollups import (
    DayCount,
    DayHour,
    DayMix,
    DirtyMark,
    QuarterCount,
    RollupState,
    WaitCount,
)
from reports.models.targets import Target

__all__ = [
    "DayCount",
    "DayHour",
    "DayMix",
    "DirtyMark",
    "QuarterCount",
    "RollupState",
    "Target",
    "WaitCount",
]
