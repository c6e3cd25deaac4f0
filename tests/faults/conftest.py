"""One desk for all faults of a process, and how often and with which chance they happen.

`make faults` sets FAULTS_ROUNDS (how often as much as in the short form), FAULTS_SEED and
FAULTS_REPORT (the file that the figures are written to).
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from helpdesk.embedded.postgres import end_leftover_postgres
from helpdesk.embedded.valkey import end_leftover_valkey
from tests.faults.crowd import PUT_AWAY
from tests.faults.desk import Desk, running
from tests.faults.report import FIGURES, FIRST, Figure, write

LONG = "FAULTS_REPORT" in os.environ
ROUNDS = int(os.environ.get("FAULTS_ROUNDS", "1"))
SEED = int(os.environ.get("FAULTS_SEED", "20260131"))
REPORT = os.environ.get("FAULTS_REPORT")
BEGAN = time.monotonic()
VAR = Path(os.environ.get("TEST_VAR", "var/test")).resolve()


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "long_form: a fault that only `make faults` has time for")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not LONG:
        left_out = [item for item in items if item.get_closest_marker("long_form")]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]


@pytest.fixture(scope="session")
def whole_desk() -> Iterator[Desk]:
    """Open, with two web processes; whoever kills something starts it again."""
    var = VAR.with_name(f"{VAR.name}-faults-{os.environ.get('PYTEST_XDIST_WORKER', 'one')}")
    # Servers that outlived a run that was killed must go before their folders do.
    end_leftover_postgres(var)
    end_leftover_valkey(var)
    shutil.rmtree(var, ignore_errors=True)
    with running(var) as desk:
        yield desk


@pytest.fixture
def near_desk(whole_desk: Desk) -> Desk:
    """The desk with all its processes alive, whatever an earlier test has done to them. Windows
    choose their web process.
    """
    whole_desk.mend()
    whole_desk.execute(PUT_AWAY)
    whole_desk.behind_nginx = False
    return whole_desk


@pytest.fixture
def far_desk(near_desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """The same; windows come through nginx, which chooses."""
    near_desk.behind_nginx = True
    monkeypatch.setenv("SSL_CERT_FILE", str(near_desk.front.certificate))
    return near_desk


@pytest.fixture(params=("near_desk", "far_desk") if LONG else ("near_desk",))
def desk(request: pytest.FixtureRequest) -> Desk:
    """In the long form each fault happens on both ways."""
    found: Desk = request.getfixturevalue(request.param)
    return found


@pytest.fixture(scope="session")
def long() -> bool:
    """Whether there is time for all of it: `make faults`."""
    return LONG


@pytest.fixture(scope="session")
def rounds() -> int:
    """How many times as often as in the short form."""
    return ROUNDS


@pytest.fixture(scope="session")
def seed() -> int:
    return SEED


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Only a run without a finding is published; what several processes found, by their parent."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["faults"] = ([asdict(one) for one in FIGURES], dict(FIRST))
    elif REPORT and FIGURES and exitstatus == 0:
        write(Path(REPORT), seed=SEED, rounds=ROUNDS, seconds=time.monotonic() - BEGAN)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    figures, first = node.workeroutput.get("faults", ((), {}))
    FIGURES.extend(Figure(**one) for one in figures)
    FIRST.update(first)
