"""What a received mail says, free of its encoding."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from helpdesk.files import File


@dataclass(frozen=True)
class Mail:
    """`message_id` and `references` are without angle brackets; texts are as the sender wrote them.

    `sent_at` is when our side received it, as far as the mail tells, else when it says it was sent.
    """

    message_id: str
    name: str
    address: str
    subject: str
    text: str
    sent_at: datetime | None
    references: tuple[str, ...]
    language: str
    is_automatic: bool
    files: tuple[File, ...]
