"""What an import refuses: the whole of it, or one line."""

from __future__ import annotations

from helpdesk.errors import Invalid, Unavailable
from helpdesk.redaction import clean, one_line

SHOWN = 40
"""So many characters of a value are shown, so that a person finds it again."""


class BadMapping(Invalid):
    """The mapping cannot be used; nothing was read."""

    code = "bad_mapping"


class BadFile(Invalid):
    """The file cannot be read at all; nothing was stored."""

    code = "bad_file"


class Busy(Unavailable):
    code = "import_running"

    def __init__(self) -> None:
        super().__init__("Another import is running. Wait until it has ended, then try again.")


class Refused(Exception):
    """A line that is not taken: why (one sentence for all such lines), and the value at fault."""

    def __init__(self, reason: str, value: str = "") -> None:
        self.reason = reason
        self.value = one_line(clean(value[: 4 * SHOWN]).text)[:SHOWN]
        super().__init__(reason)


class Skipped(Exception):
    """A line that the mapping leaves out."""
