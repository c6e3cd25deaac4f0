"""What changes people."""

from helpdesk.people.actions.requesters import find_or_make_requester

__all__ = ["find_or_make_requester"]
