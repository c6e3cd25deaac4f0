"""What the program refuses, said once: a stable code for machines, a sentence for people.

Every rule that can refuse raises a `DomainError`; the edges (pages, API, sockets, commands)
translate it and add nothing. A message never carries an exception's text or a stored value.
"""

from __future__ import annotations

from typing import Any

from django.utils.functional import Promise


class DomainError(Exception):
    """A refusal with meaning.

    `code` is stable and machine-readable, `message` is for the person who asked,
    `status` is the HTTP status of the edge that answers, `retry` says whether the same
    request may succeed later. `details` are safe extra fields (names, times), JSON values only.
    """

    code = "refused"
    status = 409
    retry = False

    def __init__(
        self,
        message: str | Promise = "",
        *,
        code: str | None = None,
        details: dict[str, Any] | None = None,
    ) -> None:
        self.code = code or type(self).code
        self.message = message
        self.details = details or {}
        super().__init__(self.code)


class NotAllowed(DomainError):
    """The person may not do this."""

    code = "not_allowed"
    status = 403


class NotFound(DomainError):
    """There is no such thing, or none that this person may know of."""

    code = "not_found"
    status = 404


class Invalid(DomainError):
    """The request itself is wrong; the message says how to mend it."""

    code = "invalid"
    status = 400


class Unavailable(DomainError):
    """Something the answer needs is away for the moment; try again."""

    code = "unavailable"
    status = 503
    retry = True
