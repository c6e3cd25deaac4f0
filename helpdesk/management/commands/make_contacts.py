"""`python manage.py make_contacts 10000000`: a crowd of made-up contacts to measure reports on."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, ArgumentTypeError
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from tqdm import tqdm

from helpdesk.people.models import Desk
from helpdesk.synthetic.make import InUse, make_contacts
from helpdesk.synthetic.plan import Wish


def positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ArgumentTypeError(f"{number} is less than 1")
    return number


class Command(BaseCommand):
    help = "Makes contacts up, with tickets and chats, to measure reports on: up to yesterday."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("contacts", type=positive)
        parser.add_argument("--years", type=positive, default=10)
        parser.add_argument("--seed", type=int, default=1, help="another number, other luck")
        parser.add_argument("--add", action="store_true", help="also on a desk that has contacts")

    def handle(self, *args: Any, **options: Any) -> None:
        today = timezone.localdate(timezone=Desk.current().zone)
        wish = Wish(options["contacts"], options["years"], today, options["seed"])
        # Quiet where nobody looks.
        bar = tqdm(total=wish.contacts, unit="contact", file=sys.stderr, disable=None)
        try:
            with bar:
                make_contacts(wish, progress=bar.update, adds=options["add"])
        except InUse as refusal:
            raise CommandError(str(refusal)) from None
        if options["verbosity"]:
            self.stdout.write(f"{wish.contacts:,} contacts of {wish.first} to yesterday.")
