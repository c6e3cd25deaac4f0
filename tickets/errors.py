"""What tickets refuse, with the sentence that says what to do instead."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from helpdesk.errors import DomainError, Invalid, Unavailable


class Empty(Invalid):
    """Nothing was written where something must be."""

    code = "empty"

    def __init__(self) -> None:
        super().__init__(_("Write something first: there is no text to store."))


class TooLarge(Invalid):
    """More than the desk keeps."""

    code = "too_large"
    status = 413


class OtherPerson(DomainError):
    code = "other_person"

    def __init__(self) -> None:
        super().__init__(_("The ticket is another person's. Choose a ticket of the same person."))


class TicketClosed(DomainError):
    code = "ticket_closed"

    def __init__(self) -> None:
        super().__init__(_("The ticket is closed. Open a new one, or choose an open one."))


class KeepsAssignee(DomainError):
    code = "keeps_assignee"

    def __init__(self, name: str) -> None:
        super().__init__(
            _("This was passed on twice and stays with %(name)s. A supervisor may reassign it.")
            % {"name": name}
        )


class HasTicket(DomainError):
    code = "has_ticket"

    def __init__(self, number: int | None) -> None:
        super().__init__(
            _("The contact already belongs to another ticket."), details={"ticket": number}
        )


class NoRequester(DomainError):
    code = "no_requester"

    def __init__(self) -> None:
        super().__init__(_("Say first whose ticket it is: the contact names no person."))


class NotAMove(DomainError):
    code = "not_a_move"

    def __init__(self, *, now: str, to: str) -> None:
        super().__init__(
            _("A ticket in this state cannot be moved there. Look at its state and choose again."),
            details={"from": now, "to": to},
        )


class AlreadyAnswered(DomainError):
    code = "already_answered"

    def __init__(self) -> None:
        super().__init__(_("These questions were answered before. Thank you!"))


class AutoReply(DomainError):
    """An automatic mail: answering or storing it would only feed a loop between machines."""

    code = "auto_reply"

    def __init__(self) -> None:
        super().__init__(_("The mail was written by a machine and was left out."))
