"""Why a mail did not go out, as far as a person can act on it."""

from __future__ import annotations

import smtplib

import pytest
from celery.exceptions import SoftTimeLimitExceeded

from tickets.choices import SendFault
from tickets.mail.faults import fault_of


def refused(code: int) -> smtplib.SMTPRecipientsRefused:
    return smtplib.SMTPRecipientsRefused({"aino@uni.example": (code, b"No")})


@pytest.mark.parametrize(
    ("error", "fault"),
    [
        (refused(550), SendFault.ADDRESS),
        (refused(450), SendFault.REFUSED),
        (smtplib.SMTPRecipientsRefused({}), SendFault.REFUSED),
        (UnicodeError("label too long"), SendFault.ADDRESS),
        (smtplib.SMTPSenderRefused(552, b"Too big", "desk@uni.example"), SendFault.SIZE),
        (smtplib.SMTPDataError(552, b"Too big"), SendFault.SIZE),
        (smtplib.SMTPDataError(554, b"Spam"), SendFault.REFUSED),
        (smtplib.SMTPAuthenticationError(535, b"Who?"), SendFault.REFUSED),
        (smtplib.SMTPConnectError(421, b"Later"), SendFault.AWAY),
        (smtplib.SMTPServerDisconnected(), SendFault.AWAY),
        (ConnectionRefusedError(), SendFault.AWAY),
        (TimeoutError(), SendFault.AWAY),
        (SoftTimeLimitExceeded(), SendFault.AWAY),
    ],
)
def test_a_failure_is_told_in_the_terms_of_whoever_has_to_act(
    error: Exception, fault: SendFault
) -> None:
    assert fault_of(error) == fault
