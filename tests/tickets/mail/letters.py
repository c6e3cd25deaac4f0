"""Mails as bytes, for tests."""

from __future__ import annotations

from email.message import EmailMessage
from email.policy import SMTP


def letter(text: str | None = "Hei, tulostin savuaa", **headers: str) -> EmailMessage:
    """A mail from Aino; header names with `_` for `-`, an empty one is left out."""
    message = EmailMessage(policy=SMTP)
    defaults = {
        "From": "Aino Kallio <aino@uni.example>",
        "To": "desk@uni.example",
        "Subject": "Tulostin",
        "Message_ID": "<1@uni.example>",
        "Date": "Mon, 02 Mar 2026 12:00:00 +0200",
    }
    if text is not None:
        message.set_content(text)
    for name, value in (defaults | headers).items():
        if value:
            message[name.replace("_", "-")] = value
    return message


def raw(text: str | None = "Hei, tulostin savuaa", **headers: str) -> bytes:
    return letter(text, **headers).as_bytes()
