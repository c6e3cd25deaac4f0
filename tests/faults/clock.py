"""A desk on machines whose clocks are wrong, all by the same: the program's and PostgreSQL's.

Python's clocks are moved inside each process (`skewed.py`); PostgreSQL's, as far as the program
asks for them, by functions that are found before its own. Monotonic clocks, the kernel's timers and
PostgreSQL's own timeouts go on, as they do when an administrator or NTP sets a clock.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from tests.faults.desk import Desk

OWN = ("now", "clock_timestamp", "statement_timestamp", "transaction_timestamp")
FUNCTION = """
CREATE FUNCTION skewed.{name}() RETURNS timestamptz LANGUAGE sql VOLATILE
    RETURN pg_catalog.{name}() + (SELECT wrong_by FROM skewed.clock);
"""
SKEWED = """
DROP SCHEMA IF EXISTS skewed CASCADE;
CREATE SCHEMA skewed;
CREATE TABLE skewed.clock AS SELECT interval '0' AS wrong_by;
{functions}
ALTER ROLE helpdesk SET search_path = skewed, pg_catalog, public;
UPDATE django_session SET expire_date = '2100-01-01';
"""
RIGHT = "ALTER ROLE helpdesk RESET search_path; DROP SCHEMA skewed CASCADE"


class Clocks:
    def __init__(self, desk: Desk, file: Path) -> None:
        self._desk = desk
        self._file = file

    def set(self, wrong_by_s: float) -> None:
        """All clocks are wrong by so many seconds from now on (the processes' within 50 ms)."""
        self._desk.execute(f"UPDATE skewed.clock SET wrong_by = interval '{wrong_by_s} s'")
        draft = self._file.with_suffix(".new")
        draft.write_text(str(wrong_by_s))
        os.replace(draft, self._file)


@contextlib.contextmanager
def wrong_clocks(desk: Desk, wrong_by_s: float = 0.0) -> Iterator[Clocks]:
    """Restarts all processes of the desk with clocks that can be set; in the end with true ones."""
    functions = "".join(FUNCTION.format(name=name) for name in OWN)
    desk.execute(SKEWED.format(functions=functions))
    clocks = Clocks(desk, desk.var / "clock")
    clocks.set(wrong_by_s)
    try:
        for child in desk.children:
            child.arguments = ("tests.faults.skewed", str(desk.var / "clock"), *child.arguments)
        desk.restart()
        yield clocks
    finally:
        for child in desk.children:
            child.arguments = child.arguments[2:]
        desk.execute(RIGHT)
        desk.restart()
