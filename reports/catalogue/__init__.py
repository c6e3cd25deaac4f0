"""All reports, each declared in a file of its own; in the order of their numbers."""

from __future__ import annotations

from reports.catalogue import (
    answer_times,
    at_once,
    backlog,
    bounced,
    changes,
    chat_lengths,
    contact_hours,
    cost,
    displacement,
    fewer_calls,
    goal,
    hours_kept,
    lost,
    quality,
    satisfaction,
    staffed,
    staffing,
    tiring,
    told_waits,
    topics,
    trust,
)
from reports.report import Report

MODULES = (
    answer_times,
    at_once,
    backlog,
    bounced,
    changes,
    chat_lengths,
    contact_hours,
    cost,
    displacement,
    fewer_calls,
    goal,
    hours_kept,
    lost,
    quality,
    satisfaction,
    staffed,
    staffing,
    tiring,
    told_waits,
    topics,
    trust,
)
REPORTS: tuple[Report, ...] = tuple(
    sorted((module.REPORT for module in MODULES), key=lambda report: report.number)
)
BY_SLUG = {report.slug: report for report in REPORTS}
