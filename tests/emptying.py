"""Empties the database after a test whose changes were committed.

Django truncates all tables and has the permissions made anew, which takes longer than most of
these tests. Here the rows go that there are, and what the migrations themselves fill stays.
"""

from typing import Any

from django.core.management import CommandError, call_command
from django.db import DatabaseError, connections, transaction

KEPT = {"auth_permission", "django_content_type", "django_migrations"}


def empty_tables(name: str, *args: Any, database: str = "default", **options: Any) -> None:
    """Stands for `call_command` where Django's tests have nothing else to call than `flush`."""
    if name != "flush":
        call_command(name, *args, database=database, **options)
        return
    try:
        delete_rows(database)
    except DatabaseError:
        _flush_patiently(*args, database=database, **options)


def delete_rows(database: str) -> None:
    """Deletes all rows, those too that somebody is just about to commit."""
    connection = connections[database]
    present = set(connection.introspection.table_names()) - KEPT
    tables = [connection.ops.quote_name(table) for table in sorted(present)]
    with transaction.atomic(database), connection.cursor() as cursor:
        # Whoever still writes is waited for; readers do not matter, unlike with TRUNCATE.
        cursor.execute(f"LOCK TABLE {', '.join(tables)} IN SHARE ROW EXCLUSIVE MODE")
        # No trigger shall write that rows are gone, and no order of the tables be kept to.
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(" UNION ALL ".join(f"(SELECT '{t}' FROM {t} LIMIT 1)" for t in tables))
        for (table,) in cursor.fetchall():
            cursor.execute(f"DELETE FROM {table}")


def _flush_patiently(*args: Any, **options: Any) -> None:
    """A desk under test may read while tables are emptied: PostgreSQL ends one of the two."""
    for _ in range(5):
        try:
            call_command("flush", *args, **options)
        except CommandError:
            continue
        return
    call_command("flush", *args, **options)
