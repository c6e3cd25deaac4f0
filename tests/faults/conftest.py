"""One desk for all faults of a process, and how often and with which chance they happen.

`make faults` sets FAULTS_ROUNDS (how often as much as in the short form), FAULTS_SEED and
FAULTS_REPORT (the file that the figures are written to).
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.desk import Desk, running

VAR = Path(os.environ.get("TEST_VAR", "var/test")).resolve()


@pytest.fixture(scope="session")
def whole_desk() -> Iterator[Desk]:
    """Open, with two web processes; whoever kills something starts it again."""
    var = VAR.with_name(f"{VAR.name}-faults-{os.environ.get('PYTEST_XDIST_WORKER', 'one')}")
    shutil.rmtree(var, ignore_errors=True)
    with running(var) as desk:
        yield desk


@pytest.fixture
def desk(whole_desk: Desk) -> Desk:
    """The desk with all its processes alive, whatever an earlier test has done to them."""
    whole_desk.mend()
    return whole_desk


@pytest.fixture(scope="session")
def rounds() -> int:
    """How many times as often as in the short form."""
    return int(os.environ.get("FAULTS_ROUNDS", "1"))


@pytest.fixture(scope="session")
def seed() -> int:
    return int(os.environ.get("FAULTS_SEED", "20260131"))
