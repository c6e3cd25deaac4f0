"""All reports, each declared in a file of its own; in the order of their numbers."""

from __future__ import annotations

from reports.catalogue import chat_lengths, contact_hours
from reports.report import Report

REPORTS: tuple[Report, ...] = tuple(
    sorted(
        (chat_lengths.REPORT, contact_hours.REPORT),
        key=lambda report: report.number,
    )
)
BY_SLUG = {report.slug: report for report in REPORTS}
