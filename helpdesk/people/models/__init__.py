"""Who asks, who answers, and when the desk is open. Import from here."""

from helpdesk.people.models.desk import Desk
from helpdesk.people.models.privacy import PrivacyRecord
from helpdesk.people.models.requesters import Requester
from helpdesk.people.models.staff import Membership, User
from helpdesk.people.models.teams import Holiday, ServiceHours, Team, Term

__all__ = [
    "Desk",
    "Holiday",
    "Membership",
    "PrivacyRecord",
    "Requester",
    "ServiceHours",
    "Team",
    "Term",
    "User",
]
