"""The admin pages about people and hours; `base` and its like serve the other apps too."""

from helpdesk.people.admin import access, desk, privacy, requesters, staff, teams

__all__ = ["access", "desk", "privacy", "requesters", "staff", "teams"]
