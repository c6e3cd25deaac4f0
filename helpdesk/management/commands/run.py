"""`python manage.py run`: the whole help desk under one process."""

import os
import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from helpdesk.supervisor.desk import Place, run


class Command(BaseCommand):
    help = "Runs the whole help desk: servers, web, worker, beat. PORT moves it, Ctrl-C stops it."
    # It must say what is wrong by itself, before any database is asked.
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        place = Place(
            base=settings.BASE_DIR,
            var=settings.VAR_DIR,
            port=wanted_port(),
            host=allowed_host(settings.ALLOWED_HOSTS),
        )
        sys.exit(run(place))


def wanted_port() -> int:
    text = os.environ.get("PORT", "8000")
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise CommandError(f"PORT={text} is no port number: choose one from 1024 to 65535.")
    return int(text)


def allowed_host(allowed: list[str]) -> str:
    """A name under which the desk answers questions of this machine."""
    if not allowed or "*" in allowed or "127.0.0.1" in allowed:
        return "127.0.0.1"
    return allowed[0].lstrip(".")
