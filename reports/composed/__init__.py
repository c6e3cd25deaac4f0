"""The pages that have a form of their own, as reports: to be printed, kept and sent like any."""

from __future__ import annotations

from reports.composed import channel_mix, front
from reports.report import Report

COMPOSED: dict[str, Report] = {report.slug: report for report in (front.REPORT, channel_mix.REPORT)}
