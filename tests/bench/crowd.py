"""A desk of its own with very many contacts: made without what slows the making, kept if wished."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg

from helpdesk.embedded import hold, start
from tests.journeys.desk import OF_THE_TEST_RUN, ROOT

INDEXES = """
SELECT indexname, indexdef FROM pg_indexes i
 WHERE tablename IN ('tickets_contact', 'tickets_ticket')
   AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conname = i.indexname)
"""
FAST = "ALTER ROLE CURRENT_USER SET session_replication_role = replica"
USUAL = "ALTER ROLE CURRENT_USER RESET session_replication_role"


class Crowd:
    """A desk whose PostgreSQL waits for its disk, as the product's own does."""

    def __init__(self, var: Path, contacts: int, urls: dict[str, str]) -> None:
        self.contacts = contacts
        self.database_url = urls["DATABASE_URL"]
        given = {name: v for name, v in os.environ.items() if name not in OF_THE_TEST_RUN}
        own = {"VAR_DIR": str(var), "DEMO_DATA": "0", "HASHED_STATIC": "0", "DATABASE_POOL": "0"}
        self.env = given | urls | own | {"DJANGO_SETTINGS_MODULE": "helpdesk.settings"}

    def python(self, *arguments: str) -> str:
        """What it says."""
        done = subprocess.run(
            [sys.executable, *arguments], cwd=ROOT, env=self.env, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr[-4000:]
        return done.stdout

    def execute(self, *statements: str) -> None:
        with psycopg.connect(self.database_url, autocommit=True) as database:
            for statement in statements:
                database.execute(statement.encode())

    def make(self) -> None:
        """Foreign keys are not checked and indexes are built at the end: ten times as fast."""
        self.python("manage.py", "migrate", "-v0")
        with psycopg.connect(self.database_url, autocommit=True) as database:
            indexes = database.execute(INDEXES).fetchall()
        self.execute(FAST, *(f"DROP INDEX {name}" for name, _definition in indexes))
        self.python("manage.py", "make_contacts", str(self.contacts))
        self.execute(*(definition for _name, definition in indexes), USUAL, "VACUUM ANALYZE")


@contextlib.contextmanager
def crowded(var: Path, contacts: int) -> Iterator[Crowd]:
    """What is there from another time (`var/made`) is used again."""
    var.mkdir(parents=True, exist_ok=True)
    with hold(var):
        servers = start(var)
        try:
            crowd = Crowd(var, contacts, servers.urls)
            if not (var / "made").exists():
                crowd.make()
                (var / "made").touch()
            crowd.python("manage.py", "migrate", "-v0")
            yield crowd
        finally:
            servers.stop()
