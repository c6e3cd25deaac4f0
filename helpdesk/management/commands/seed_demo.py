"""`python manage.py seed_demo`: a help desk to try, with two years of contacts behind it."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from helpdesk.demo.clock import ZONE
from helpdesk.demo.hours import ALWAYS, MODES
from helpdesk.demo.logins import logins
from helpdesk.demo.seed import NotEmpty, Wish, make_demo
from helpdesk.supervisor.terminal import say, step


class Command(BaseCommand):
    help = "Makes a help desk to try, with two years of contacts, in an empty database."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--hours",
            choices=MODES,
            default=ALWAYS,
            help="always: open around the clock, to be tried at any hour; office: real hours",
        )
        parser.add_argument("--seed", type=int, default=1, help="another number, other luck")

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now().astimezone(ZONE)
        wish = Wish(now.date(), options["hours"], options["seed"], hour=now.hour)
        try:
            make_demo(wish, step=step)
        except NotEmpty as refusal:
            raise CommandError(str(refusal)) from None
        if options["verbosity"]:
            say("Who may log in to the demo (role, name, password):")
            for login in logins():
                say(f"  {login.role:<12}{login.username:<8}{login.password}")
