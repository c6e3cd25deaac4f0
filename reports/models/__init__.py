"""What reports keep of their own: counts by day that make them instant. Import from here."""

from reports.models.annotations import Annotation
from reports.models.delivery import Delivery, Run, SavedView
from reports.models.rates import CostRate
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
    "Annotation",
    "CostRate",
    "DayCount",
    "DayHour",
    "DayMix",
    "Delivery",
    "DirtyMark",
    "QuarterCount",
    "RollupState",
    "Run",
    "SavedView",
    "Target",
    "WaitCount",
]
