"""What chat refuses; the codes are those of the protocol."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from chat.entries import wire_time
from helpdesk.errors import DomainError


class UnknownChat(DomainError):
    """The chat does not exist, or not for this person: the same answer for both."""

    code = "unknown_chat"
    status = 404

    def __init__(self) -> None:
        super().__init__(_("There is no such chat."))


class ChatClosed(DomainError):
    code = "chat_closed"

    def __init__(self) -> None:
        super().__init__(_("This chat has ended."))


class NotAsked(DomainError):
    """What the visitor would have done without chat is asked of others, or was before now."""

    code = "not_asked"

    def __init__(self) -> None:
        super().__init__(_("This question is not asked in this chat."))


class StillOpen(DomainError):
    """A person who is in a chat, or whose last one is not stored yet, cannot be erased."""

    code = "still_open"

    def __init__(self) -> None:
        super().__init__(_("This person is in an open chat. Close it first, then erase."))


class JustMerged(DomainError):
    code = "just_merged"
    retry = True

    def __init__(self) -> None:
        super().__init__(_("This person was merged into another at this moment. Try again."))


class ManyPeople(DomainError):
    """An imported row that stands for everybody whom the source left unnamed."""

    code = "many_people"

    def __init__(self) -> None:
        super().__init__(_("This is nobody: it stands for all whom an import did not name."))


class AlreadyTaken(DomainError):
    code = "already_taken"

    def __init__(self, by: str) -> None:
        super().__init__(_("Somebody else has taken this chat."), details={"by": by})


class AtCapacity(DomainError):
    code = "at_capacity"

    def __init__(self) -> None:
        super().__init__(_("No more chats fit. Close one, or raise the number of chats at once."))


class NobodyThere(DomainError):
    """To whom a chat should go is not here. Asking again would only hide that from who asks."""

    code = "unavailable"


class CannotTake(NobodyThere):
    """To whom a chat should go is here, and it is not for them; `why`: team or language."""

    def __init__(self, message: str | Promise, *, why: str) -> None:
        super().__init__(message, details={"why": why})


class ClientIdConflict(DomainError):
    """This `client_id` already names something else."""

    code = "client_id_conflict"


class DeskClosed(DomainError):
    """Chat is not open to newcomers now; the form is."""

    code = "closed"

    def __init__(self, *, reason: str, next_open_at: datetime | None, form_url: str) -> None:
        super().__init__(
            _("Chat is closed. Leave us a message with the form."),
            details={
                "reason": reason,
                "next_open_at": wire_time(next_open_at),
                "form_url": form_url,
            },
        )


class Blocked(DeskClosed):
    """This person may not chat until `next_open_at`. The form and the telephone are not barred."""

    def __init__(self, *, until: datetime, form_url: str) -> None:
        super().__init__(reason="blocked", next_open_at=until, form_url=form_url)
        self.message = _(
            "You cannot chat with us for now, because of what was written before. The form and the"
            " telephone stay open to you."
        )


class FileRefused(DomainError):
    """A file that is not taken, or not this one more."""

    STATUS: ClassVar = {"too_large": 413, "kind": 415, "content": 415, "empty": 400, "no_file": 400}

    def __init__(self, code: str, message: str | Promise) -> None:
        super().__init__(message, code=code)
        self.status = self.STATUS.get(code, 409)


class UnknownFile(DomainError):
    """It does not exist, is of another chat, or not for this side: the same answer for all."""

    code = "unknown_file"
    status = 404

    def __init__(self) -> None:
        super().__init__(_("There is no such file any more."))


class TooFast(DomainError):
    """The same may be asked again after so many milliseconds."""

    code = "rate_limited"
    status = 429
    retry = True

    def __init__(self, *, after_ms: int) -> None:
        super().__init__(
            _("That was too much at once. Try again in a moment."), details={"after_ms": after_ms}
        )
