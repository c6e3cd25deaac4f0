"""What reports write: their own counts and the desk's targets, nothing else."""

from reports.actions.compare import compare_counts
from reports.actions.refresh import build_counts, refresh_counts
from reports.actions.set_target import set_target

__all__ = ["build_counts", "compare_counts", "refresh_counts", "set_target"]
