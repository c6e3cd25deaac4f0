"""What holds however the desk is set up."""

from __future__ import annotations

from django.core.mail import get_connection


def test_a_mail_server_that_is_silent_keeps_nobody_waiting() -> None:
    connection = get_connection("django.core.mail.backends.smtp.EmailBackend")

    assert connection.timeout == 20
