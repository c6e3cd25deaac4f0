"""What is refused about saved views, scheduled mails and frozen reports."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from helpdesk.errors import DomainError, Invalid
from reports import words


class NameTaken(Invalid):
    code = "name_taken"

    def __init__(self) -> None:
        super().__init__(_("You have a view of this name already. Choose another name."))


class AlreadyMailed(Invalid):
    code = "already_mailed"

    def __init__(self) -> None:
        super().__init__(
            _("This person gets this view so often already. Change or delete that mail.")
        )


class Approved(DomainError):
    """What is approved stays as it is."""

    code = "approved"

    def __init__(self) -> None:
        super().__init__(_("This report is approved: nothing of it changes any more."))


class UnknownList(Invalid):
    """An address asks for a list that no figure leads to."""

    def __init__(self) -> None:
        super().__init__(_("This list is not known. Go back to the report and choose again."))


class NotOver(Invalid):
    code = "not_over"

    def __init__(self) -> None:
        super().__init__(_("This month is not over yet. Choose one that is."))


class NothingOnRecord(Invalid):
    """There is nothing that a report of this month could tell; `began` is the first contact's day.

    None where there is no contact at all.
    """

    code = "nothing_on_record"

    def __init__(self, began: date | None) -> None:
        if began is None:
            super().__init__(_("No contact is on record yet: there is nothing to report on."))
            return
        text = _(
            "No contact is on record of this month. The first is of %(month)s: choose that or"
            " a later one."
        )
        super().__init__(text % {"month": words.month(began)})
