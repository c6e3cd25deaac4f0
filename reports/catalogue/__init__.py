"""All reports, each declared in a file of its own; in the order of their numbers."""

from __future__ import annotations

from reports.catalogue import (
    answer_times,
    chat_lengths,
    contact_hours,
    fewer_calls,
    topics,
)
from reports.report import Report

MODULES = (answer_times, chat_lengths, contact_hours, fewer_calls, topics)
REPORTS: tuple[Report, ...] = tuple(
    sorted((module.REPORT for module in MODULES), key=lambda report: report.number)
)
BY_SLUG = {report.slug: report for report in REPORTS}
