"""What reports write: their own counts, the desk's targets, what is known of days."""

from reports.actions.annotate import annotate
from reports.actions.compare import compare_counts
from reports.actions.refresh import build_counts, refresh_counts
from reports.actions.set_target import set_target

__all__ = ["annotate", "build_counts", "compare_counts", "refresh_counts", "set_target"]
