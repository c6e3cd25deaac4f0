"""What reports keep of their own: counts by day that make them instant. Import from here."""

from reports.models.annotations import Annotation
from reports.models.delivery import STOPPED, Delivery, Result, Run, SavedView
from reports.models.months import (
    KeptMonth,
    MonthCount,
    MonthFlow,
    MonthGap,
    MonthHour,
    MonthLoad,
    MonthMix,
    MonthQuarter,
    MonthReply,
    MonthSolve,
    MonthSurvey,
    MonthTold,
    MonthWait,
)
from reports.models.rates import CostRate
from reports.models.replies import DayReply, GapCount, ToldCount
from reports.models.rollups import (
    DayCount,
    DayHour,
    DayLoad,
    DayMix,
    DaySurvey,
    DirtyMark,
    QuarterCount,
    RollupState,
    WaitCount,
)
from reports.models.staffed import StaffedQuarter
from reports.models.targets import Target
from reports.models.work import DayAge, DayFlow, SolveCount, TeamFlow

__all__ = [
    "STOPPED",
    "Annotation",
    "CostRate",
    "DayAge",
    "DayCount",
    "DayFlow",
    "DayHour",
    "DayLoad",
    "DayMix",
    "DayReply",
    "DaySurvey",
    "Delivery",
    "DirtyMark",
    "GapCount",
    "KeptMonth",
    "MonthCount",
    "MonthFlow",
    "MonthGap",
    "MonthHour",
    "MonthLoad",
    "MonthMix",
    "MonthQuarter",
    "MonthReply",
    "MonthSolve",
    "MonthSurvey",
    "MonthTold",
    "MonthWait",
    "QuarterCount",
    "Result",
    "RollupState",
    "Run",
    "SavedView",
    "SolveCount",
    "StaffedQuarter",
    "Target",
    "TeamFlow",
    "ToldCount",
    "WaitCount",
]
