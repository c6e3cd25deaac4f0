"""What tickets refuse, with the sentence that says what to do instead."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from helpdesk.errors import DomainError, Invalid, Unavailable
from helpdesk.files import Fault


class Empty(Invalid):
    """Nothing was written where something must be."""

    code = "empty"

    def __init__(self) -> None:
        super().__init__(_("Write something first: there is no text to store."))


class TooLarge(Invalid):
    """More than the desk keeps."""

    code = "too_large"
    status = 413


class FilesRefused(Invalid):
    """Files that are not taken; `faults` says why, one by one."""

    code = "files_refused"

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = faults
        super().__init__(
            " ".join(fault.message for fault in faults),
            details={"faults": [fault.code for fault in faults]},
        )


class OtherPerson(DomainError):
    code = "other_person"

    def __init__(self) -> None:
        super().__init__(_("The ticket is another person's. Choose a ticket of the same person."))


class Erased(DomainError):
    """A person, a ticket or a contact of which nothing may be written down any more."""

    code = "erased"

    def __init__(self) -> None:
        super().__init__(
            _("What was said here is erased, and nothing is added to it. Begin a new request.")
        )


class TicketClosed(DomainError):
    code = "ticket_closed"

    def __init__(self) -> None:
        super().__init__(_("The ticket is closed. Open a new one, or choose an open one."))


class Overtaken(DomainError):
    """Somebody else answered while this answer was written."""

    code = "overtaken"

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(
            _(
                "Nothing was sent: %(who)s answered meanwhile. Read it above. What you wrote is"
                " kept; send it again if it still fits."
            )
            % {"who": ", ".join(names)},
            details={"names": list(names)},
        )


class OnesAlready(DomainError):
    """A ticket merged into itself, or into one that was merged into it."""

    code = "one_already"

    def __init__(self) -> None:
        super().__init__(_("The two are one ticket already. Choose another one."))


class WasMerged(DomainError):
    code = "was_merged"

    def __init__(self, number: int) -> None:
        super().__init__(
            _("The ticket was merged into #%(number)s. Go on with that one.") % {"number": number},
            details={"ticket": number},
        )


class TwoPeople(DomainError):
    code = "two_people"

    def __init__(self) -> None:
        super().__init__(
            _(
                "The tickets are of two people. Confirm that both are about one issue: answers then"
                " go to the kept ticket's person alone."
            )
        )


class BeingMailed(Unavailable):
    code = "being_mailed"

    def __init__(self) -> None:
        super().__init__(_("A reply of the ticket is being mailed. Try again in a moment."))


class OnItsWay(DomainError):
    """A mail that somebody else sent again meanwhile, or that did not fail."""

    code = "on_its_way"

    def __init__(self, address: str) -> None:
        super().__init__(
            _("The reply goes to %(address)s already. Wait whether it arrives.")
            % {"address": address}
        )


class OnePersonAlready(DomainError):
    code = "one_already"

    def __init__(self) -> None:
        super().__init__(_("The two are one person already. Choose another one."))


class WasMergedPerson(DomainError):
    code = "was_merged"

    def __init__(self, name: str) -> None:
        super().__init__(
            _("This person was merged into %(name)s. Go on with that one.") % {"name": name}
        )


class KnownByLogin(DomainError):
    code = "known_by_login"

    def __init__(self) -> None:
        super().__init__(
            _(
                "This person is known by a user name and the other is not. Merge the other one into"
                " this person instead."
            )
        )


class NobodyInParticular(DomainError):
    code = "nobody"

    def __init__(self) -> None:
        super().__init__(
            _("One of the two is nobody in particular: erased, or a stand-in for many.")
        )


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
