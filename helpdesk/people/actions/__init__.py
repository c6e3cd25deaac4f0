"""What changes people."""

from helpdesk.people.actions.access import clear_ended
from helpdesk.people.actions.erase import (
    erase_requester,
    expire_requesters,
    finish_erasure,
    record_export,
)
from helpdesk.people.actions.holidays import fill_holidays, keep_holidays_filled
from helpdesk.people.actions.requesters import find_or_make_requester

__all__ = [
    "clear_ended",
    "erase_requester",
    "expire_requesters",
    "fill_holidays",
    "find_or_make_requester",
    "finish_erasure",
    "keep_holidays_filled",
    "record_export",
]
