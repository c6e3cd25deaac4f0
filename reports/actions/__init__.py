"""What reports write: counts, targets, annotations, what is kept and sent of them; nothing else."""

from reports.actions.annotate import annotate
from reports.actions.compare import compare_counts
from reports.actions.deliveries import delete_delivery, schedule_delivery, set_delivery
from reports.actions.freeze import freeze
from reports.actions.monthly import write_monthly, write_owed_monthly
from reports.actions.refresh import build_counts, refresh_counts
from reports.actions.runs import approve_run, note_run
from reports.actions.saved_views import delete_view, rename_view, save_view
from reports.actions.send_delivery import send_delivery
from reports.actions.set_target import set_target

__all__ = [
    "annotate",
    "approve_run",
    "build_counts",
    "compare_counts",
    "delete_delivery",
    "delete_view",
    "freeze",
    "note_run",
    "refresh_counts",
    "rename_view",
    "save_view",
    "schedule_delivery",
    "send_delivery",
    "set_delivery",
    "set_target",
    "write_monthly",
    "write_owed_monthly",
]
