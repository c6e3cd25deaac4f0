"""`python manage.py receive_email < message.eml`: a received mail becomes a contact and a ticket.

Fit to stand at the end of a mail server's pipe: exit codes are those of sysexits.h. Whatever goes
wrong here is no fault of the mail: the server keeps it and tries again.
"""

from __future__ import annotations

import logging
import os
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError

from helpdesk.errors import DomainError
from tickets.actions import receive_email
from tickets.actions.receive_email import MAX_SIZE
from tickets.errors import AutoReply

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Reads one mail from standard input and makes its contact and ticket."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        raw = _read()
        try:
            contact = receive_email(raw)
        except AutoReply as refusal:
            # Not the sender's fault, and a bounce would only start two machines talking.
            self.stderr.write(str(refusal.message))
            return
        except DomainError as refusal:
            raise CommandError(str(refusal.message), returncode=os.EX_DATAERR) from None
        except OperationalError:
            raise CommandError(
                "The database does not answer. Try again later.", returncode=os.EX_TEMPFAIL
            ) from None
        except Exception as error:  # any other code would send the mail back to its sender
            logger.error("a mail could not be received: %s", type(error).__name__)
            raise CommandError(
                "The mail could not be received. Try again later.", returncode=os.EX_TEMPFAIL
            ) from None
        # Mail servers write it into their logs, where no words belong.
        self.stdout.write(f"Ticket #{contact.ticket_id}")


def _read() -> bytes:
    if sys.stdin.isatty():
        raise CommandError(
            "Give the mail on standard input: receive_email < message.eml",
            returncode=os.EX_USAGE,
        )
    return sys.stdin.buffer.read(MAX_SIZE + 1)
