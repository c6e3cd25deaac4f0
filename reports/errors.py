"""What is refused about saved views, scheduled mails and frozen reports."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from helpdesk.errors import DomainError, Invalid


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


class NotOver(Invalid):
    code = "not_over"

    def __init__(self) -> None:
        super().__init__(_("This month is not over yet. Choose one that is."))
