"""`python manage.py prepare`: what must be done before the desk's processes start."""

import contextlib
import os
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction
from django.db.utils import OperationalError, ProgrammingError

from helpdesk.people.models import User
from helpdesk.people.oidc.checks import TAG
from helpdesk.supervisor.static_files import collect_if_changed
from helpdesk.supervisor.terminal import say, step
from helpdesk.supervisor.translations import compile_changed
from reports.actions import refresh_counts

OTHER_VERSION = (
    "The database was made by an older version from before the first release, which cannot be"
    " brought up to date. Move it out of the way and start again: the built-in one is the folder"
    " “postgres” under VAR_DIR (var/)."
)

NOT_CHANGED = "A change of the schema was taken back; what came before it stays. Run it again:"


class Command(BaseCommand):
    help = "Migrates the database, compiles translations, collects static files, makes demo data."
    requires_system_checks = (TAG,)

    def handle(self, *args: Any, **options: Any) -> None:
        with step("database schema"):
            migrate()
        with step("translations"):
            compile_changed(*settings.LOCALE_PATHS)
        with step("static files"):
            collect_if_changed(settings.VAR_DIR / "static.fingerprint")
        if User.objects.exists():
            return
        if wants_demo_data():
            say("  demo data, on the first start only:")
            make_demo_data()
            with step("counts of reports"):
                # By the worker's first turn the desk is in use already.
                refresh_counts()
        else:
            say("  no demo data, as none was asked for (`manage.py seed_demo` makes it)")


def migrate() -> None:
    try:
        connection.ensure_connection()
    except OperationalError as error:
        raise CommandError(f"The database does not answer: {str(error).strip()}") from None
    try:
        with _all_the_time_it_takes():
            call_command("migrate", interactive=False, verbosity=0)
    except ProgrammingError:
        raise CommandError(OTHER_VERSION) from None
    except OperationalError as error:
        raise CommandError(f"{NOT_CHANGED} {str(error).strip()}") from None
    if missing_columns():
        raise CommandError(OTHER_VERSION)


@contextlib.contextmanager
def _all_the_time_it_takes() -> Iterator[None]:
    """The desk's limits are for people who wait; an index over millions of rows takes longer.

    The limit on waiting for locks stays: nobody is kept from working for longer than that.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
    yield
    with connection.cursor() as cursor:
        cursor.execute("RESET statement_timeout")


def missing_columns() -> set[str]:
    """Columns that the program knows and the database lacks, though all migrations have run."""
    missing = set[str]()
    with connection.cursor() as cursor:
        for model in apps.get_models():
            table = model._meta.db_table
            if model._meta.managed and not model._meta.proxy:
                found = connection.introspection.get_table_description(cursor, table)
                known = {str(field.column) for field in model._meta.concrete_fields}
                missing |= {f"{table}.{name}" for name in known - {each.name for each in found}}
    return missing


def wants_demo_data() -> bool:
    """Demo data has known logins: only where asked for, as `run` does for its own database."""
    return os.environ.get("DEMO_DATA") == "1"


def make_demo_data() -> None:
    # All or nothing: a start that was interrupted makes it again.
    with transaction.atomic():
        # The logins are told when the desk is ready.
        call_command("seed_demo", verbosity=0)
    (settings.VAR_DIR / "demo-data").touch()
