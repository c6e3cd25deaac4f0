"""`python manage.py run`: the whole help desk under one process.

Listed here to be found; `manage.py` itself calls the supervisor at once, without loading Django.
"""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from helpdesk.supervisor.desk import run


class Command(BaseCommand):
    help = "Runs the whole help desk: servers, web, worker, beat. PORT moves it, Ctrl-C stops it."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        sys.exit(run())
