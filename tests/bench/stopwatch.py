"""What an answer costs: time in the database, PostgreSQL's processor time, and all of it."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from django.db import connection


class Took(NamedTuple):
    """Milliseconds. `processor` is that of the PostgreSQL process, whoever else was busy.

    `slowest` is the statement that took the longest in the database.
    """

    database: float
    processor: float
    whole: float
    slowest: float


class Stopwatch:
    """Wraps each statement of Django's connection."""

    def __init__(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            (pid,) = cursor.fetchone()
        self._file = Path(f"/proc/{pid}/schedstat")
        self._database = self._processor = self._slowest = 0.0

    def __call__(self, execute: Callable[..., Any], *arguments: Any) -> Any:
        began, used = time.perf_counter(), self._used()
        try:
            return execute(*arguments)
        finally:
            took = time.perf_counter() - began
            self._database += took
            self._slowest = max(self._slowest, took)
            self._processor += self._used() - used

    def _used(self) -> float:
        return int(self._file.read_text().split()[0]) / 1e9

    def time(self, do: Callable[[], object]) -> Took:
        self._database = self._processor = self._slowest = 0.0
        with connection.execute_wrapper(self):
            began = time.perf_counter()
            do()
            whole = time.perf_counter() - began
        times = (self._database, self._processor, whole, self._slowest)
        return Took(*(1000 * each for each in times))
