"""From staged lines to requesters, tickets and contacts, set by set. Runs in one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import connection

from tickets.importing.account import FIRST, Account
from tickets.importing.sections import Tickets
from tickets.importing.staging import ONE_LINE_EACH, OTHER_LINE, REPEATED, WRONG, gathered
from tickets.importing.statements import DEFAULTS, MARK_KNOWN, PEOPLE, STORE

Values = Mapping[str, Any]


def gather(rule: Tickets, account: Account, values: Values) -> None:
    """One row a ticket; what is wrong with a whole ticket is refused, what is stored is marked."""
    many = rule.lines == "many"
    _run(gathered(rule.channel) if many else ONE_LINE_EACH)
    _run("CREATE UNIQUE INDEX ON import_ticket (key)")
    if many:
        _refuse_rest(account)
    else:
        reason = "its id stands in an earlier line: for many lines a ticket say lines = “many”"
        _refuse_found(account, reason, REPEATED)
    _run("DELETE FROM import_ticket WHERE refused")
    _run(DEFAULTS, values)
    for reason, condition in WRONG.items():
        _refuse_found(account, reason, f"SELECT line, key FROM import_ticket WHERE {condition}")
        _run(f"DELETE FROM import_ticket WHERE {condition}")
    account.known = _run(MARK_KNOWN, values)
    _run("ALTER TABLE import_ticket ADD requester_id bigint, ADD contact_id bigint")
    _run("ALTER TABLE import_ticket ADD ticket_id bigint")
    _run("ANALYZE import_ticket")
    account.tickets = account.contacts = _number("SELECT count(*) FROM import_ticket")


def find_people(account: Account, values: Values) -> None:
    """Who of the file's people is known; the others are counted."""
    for statement in PEOPLE:
        _run(statement, values)
    account.people = _number("SELECT count(*) FROM import_person WHERE requester_id IS NULL")


def store(values: Values) -> None:
    for statement in STORE:
        _run(statement, values)


def _refuse_rest(account: Account) -> None:
    """The good lines of tickets of which another line was refused."""
    _refuse_found(
        account,
        OTHER_LINE,
        "SELECT l.line, l.key FROM import_line l JOIN import_ticket t USING (key)"
        " WHERE t.refused AND NOT l.refused",
    )


def _refuse_found(account: Account, reason: str, lines: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT line, key, count(*) OVER () FROM ({lines}) x ORDER BY 1 LIMIT {FIRST}"
        )
        found = cursor.fetchall()
    account.add_refused(reason, found[0][2] if found else 0, [row[:2] for row in found])


def _run(statement: str, values: Values | None = None) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return int(cursor.rowcount)


def _number(statement: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return int(cursor.fetchone()[0])
