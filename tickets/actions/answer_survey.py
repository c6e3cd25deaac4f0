from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from helpdesk.errors import Invalid
from tickets.actions.locking import lock_contact
from tickets.choices import Alternative
from tickets.errors import AlreadyAnswered
from tickets.models import Contact


@transaction.atomic
def answer_survey(
    contact: Contact, *, was_solved: bool | None, satisfaction: int | None, alternative: str
) -> Contact:
    """Keeps the answers given after a contact, once. Skipping all three counts as asked, too.

    Raises `AlreadyAnswered`, and `Invalid` for an answer that was not offered.
    """
    if satisfaction is not None and satisfaction not in range(1, 6):
        raise Invalid(_("Choose a number from 1 to 5."))
    if alternative and alternative not in Alternative.values:
        raise Invalid(_("Choose one of the ways to reach us that are offered."))
    locked = lock_contact(contact)
    if locked.surveyed_at:
        raise AlreadyAnswered
    locked.was_solved = was_solved
    locked.satisfaction = satisfaction
    locked.alternative = alternative
    locked.surveyed_at = timezone.now()
    locked.save(update_fields=["was_solved", "satisfaction", "alternative", "surveyed_at"])
    return locked
