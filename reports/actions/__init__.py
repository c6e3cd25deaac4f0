"""What reports write: their own counts, nothing else."""

from reports.actions.compare import compare_counts
from reports.actions.refresh import build_counts, refresh_counts

__all__ = ["build_counts", "compare_counts", "refresh_counts"]
