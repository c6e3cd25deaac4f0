from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from helpdesk.errors import Invalid
from helpdesk.redaction import clean_asked
from tickets.actions.locking import lock_contact
from tickets.choices import SURVEY_COMMENT_CHARS, Alternative, AlternativeAsked
from tickets.errors import AlreadyAnswered, Erased
from tickets.models import Contact

UNKNOWN = _("Choose one of the ways to reach us that are offered.")


@transaction.atomic
def answer_survey(
    contact: Contact,
    *,
    was_solved: bool | None,
    satisfaction: int | None,
    alternative: str,
    comment: str = "",
) -> Contact:
    """Keeps the answers given after a contact, once. Skipping all of them counts as asked, too.

    Whoever was drawn to be asked of `alternative` before the contact has said it then or not at
    all: what is said of it here goes nowhere, as it would be counted among the early answers.
    Identity codes and passwords in the comment are masked.
    Raises `AlreadyAnswered`, `Erased`, and `Invalid` for an answer that was not offered.
    """
    if satisfaction is not None and satisfaction not in range(1, 6):
        raise Invalid(_("Choose a number from 1 to 5."))
    _must_be_offered(alternative)
    cleaned = clean_asked(comment)
    words = cleaned.text.strip()
    if len(words) > SURVEY_COMMENT_CHARS:
        raise Invalid(_("Write at most %(most)s characters.") % {"most": SURVEY_COMMENT_CHARS})
    locked = lock_contact(contact)
    if locked.erased_at:
        raise Erased
    if locked.surveyed_at:
        raise AlreadyAnswered
    locked.was_solved = was_solved
    locked.satisfaction = satisfaction
    if locked.alternative_asked != AlternativeAsked.BEFORE:
        locked.alternative = locked.alternative or alternative
    locked.survey_comment = words
    locked.masked += cleaned.masked
    locked.surveyed_at = timezone.now()
    locked.save(
        update_fields=[
            *("was_solved", "satisfaction", "alternative", "surveyed_at"),
            *("survey_comment", "masked"),
        ]
    )
    return locked


@transaction.atomic
def answer_alternative(contact: Contact, *, alternative: str) -> Contact:
    """Keeps what the person would have done without chat. The same answer again changes nothing.

    Raises `AlreadyAnswered` for another one, and `Invalid` for one that was not offered.
    """
    if not alternative:
        raise Invalid(UNKNOWN)
    _must_be_offered(alternative)
    locked = lock_contact(contact)
    if locked.alternative not in ("", alternative):
        raise AlreadyAnswered
    locked.alternative = alternative
    locked.save(update_fields=["alternative"])
    return locked


def _must_be_offered(alternative: str) -> None:
    if alternative and alternative not in Alternative.values:
        raise Invalid(UNKNOWN)
