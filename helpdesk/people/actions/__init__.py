"""What changes people."""

from helpdesk.people.actions.holidays import fill_holidays, keep_holidays_filled
from helpdesk.people.actions.requesters import find_or_make_requester

__all__ = ["fill_holidays", "find_or_make_requester", "keep_holidays_filled"]
