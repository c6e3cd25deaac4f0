"""Why a mail did not go out, in the terms of whoever has to act. Pure."""

from __future__ import annotations

import smtplib

from tickets.choices import SendFault

TOO_LARGE = 552
PERMANENT = 500


def fault_of(error: Exception) -> SendFault:
    """Of what sending a mail raised.

    A refusal of the address is for good; a server that says "later" refuses the mail, whatever it
    says it about.
    """
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        codes = [code for code, _text in error.recipients.values()]
        return SendFault.ADDRESS if max(codes, default=0) >= PERMANENT else SendFault.REFUSED
    if isinstance(error, smtplib.SMTPConnectError):
        return SendFault.AWAY
    if isinstance(error, smtplib.SMTPResponseException):
        return SendFault.SIZE if error.smtp_code == TOO_LARGE else SendFault.REFUSED
    if isinstance(error, ValueError):
        return SendFault.ADDRESS  # one that no mail can have
    return SendFault.AWAY
