"""Reports over a hundred thousand contacts, and over as many as BENCH_CONTACTS says.

`make bench-reports` takes ten million and writes docs/benchmarks-reports.md; BENCH_DESKS names a
folder in which the desks are kept for the next time.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.bench import reports_page, writers
from tests.bench.conftest import RUNS, VAR
from tests.bench.crowd import Crowd, crowded

FEW = 100_000
CONTACTS = int(os.environ.get("BENCH_CONTACTS", str(FEW)))
PAGE = os.environ.get("BENCH_REPORTS")
KEPT = os.environ.get("BENCH_DESKS")


@dataclass(frozen=True)
class Measured:
    """`writers`: contacts a second with and without triggers, by turns."""

    contacts: int
    found: dict[str, Any]
    writers: dict[bool, list[float]]


@pytest.fixture
def desks() -> Iterator[Path]:
    folder = Path(KEPT).resolve() if KEPT else VAR.with_name(f"{VAR.name}-crowds")
    yield folder
    if not KEPT:
        shutil.rmtree(folder, ignore_errors=True)


def bench_reports(desks: Path, tmp_path: Path) -> None:
    sizes = sorted({FEW, CONTACTS})
    measured = [_measure(desks / str(size), size, tmp_path) for size in sizes]
    text = reports_page.text(measured, runs=RUNS)
    print(text)
    if PAGE:
        reports_page.write(Path(PAGE), text)


def _measure(var: Path, contacts: int, tmp_path: Path) -> Measured:
    with crowded(var, contacts) as crowd:
        found = json.loads(crowd.python("-m", "tests.bench.probe_reports", str(RUNS)))
        return Measured(contacts, found, _writers(crowd, tmp_path))


def _writers(crowd: Crowd, folder: Path) -> dict[bool, list[float]]:
    rates: dict[bool, list[float]] = {True: [], False: []}
    try:
        for _ in range(RUNS):
            for with_triggers in (False, True):
                rate = writers.written(crowd, folder, with_triggers=with_triggers)
                rates[with_triggers].append(rate)
    finally:
        writers.clean(crowd)
    return rates
