"""Rows that many tests begin with: made by the first that asks, copied in for the others."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from tests.emptying import KEPT


@dataclass
class KeptRows:
    """What `make` writes to an open transaction. It may depend on nothing but what is there.

    Where it adds to a table that holds rows of a test already, nothing is kept for the next one.
    """

    make: Callable[[], Any]
    made: Any = None
    copies: dict[str, bytes] = field(default_factory=dict)

    def put(self) -> Any:
        """The same rows with the same keys each time: sequences never give a key twice.

        Returns what `make` returned at first.
        """
        if self.copies and _may_switch_triggers_off():
            self._copy_in()
        else:
            self._make_and_copy_out()
        with connection.cursor() as cursor:
            # Without, plans are made for the empty tables that autovacuum has seen.
            cursor.execute(f"ANALYZE {', '.join(self.copies or full_tables())}")
        return self.made

    def _make_and_copy_out(self) -> None:
        before = full_tables()
        self.made = self.make()
        tables = full_tables()
        if all(before[table] == tables[table] for table in before):
            self.copies = {table: _copy_out(table) for table in tables if table not in before}

    def _copy_in(self) -> None:
        with connection.cursor() as cursor:
            # Triggers have written what they write; it is among the copies.
            cursor.execute("SET LOCAL session_replication_role = replica")
            for table, rows in self.copies.items():
                with cursor.copy(f"COPY {table} FROM STDIN (FORMAT binary)") as copy:
                    copy.write(rows)
            cursor.execute("SET LOCAL session_replication_role = origin")


def _may_switch_triggers_off() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('is_superuser') = 'on'")
        return bool(cursor.fetchone()[0])


def full_tables() -> dict[str, int]:
    """The tables that hold rows, and how many."""
    names = [name for name in connection.introspection.table_names() if name not in KEPT]
    counts = " UNION ALL ".join(f"(SELECT '{name}', count(*) FROM {name})" for name in names)
    with connection.cursor() as cursor:
        cursor.execute(counts)
        return {name: count for name, count in cursor.fetchall() if count}


def _copy_out(table: str) -> bytes:
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {table} TO STDOUT (FORMAT binary)") as copy,
    ):
        return b"".join(bytes(part) for part in copy)
