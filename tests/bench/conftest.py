"""One stand for all benchmarks of a run, and where their figures go.

BENCH_RUNS says how often each is done, BENCH_LAP_S how long one lap of messages takes,
BENCH_LIMIT_S after how many seconds a run gives up, and BENCH_REPORT the file that a run of all
parts is written to.
"""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from helpdesk.embedded.postgres import end_leftover_postgres
from helpdesk.embedded.valkey import end_leftover_valkey
from tests.bench import page
from tests.bench.driver import Remote
from tests.bench.figures import Row
from tests.bench.stand import Stand, standing

RUNS = int(os.environ.get("BENCH_RUNS", "5"))
LAP_S = float(os.environ.get("BENCH_LAP_S", "2"))
LIMIT_S = int(os.environ.get("BENCH_LIMIT_S", "1200"))
REPORT = os.environ.get("BENCH_REPORT")
VAR = Path(os.environ.get("TEST_VAR", "var/test")).resolve()
TALKING, IDLE, SINGLE, MANY = 200, 1000, 10, 300
FIGURES: dict[str, list[Row]] = {}


@pytest.fixture(scope="session")
def limit() -> Iterator[None]:
    """Ends a run that takes too long; what it started is stopped as ever."""

    def give_up(*_: object) -> None:
        pytest.exit(f"the benchmarks took longer than {LIMIT_S} s", returncode=1)

    before = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(LIMIT_S)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.fixture(scope="session")
def stand(limit: None) -> Iterator[Stand]:
    var = VAR.with_name(f"{VAR.name}-bench")
    # Servers that outlived a run that was killed must go before their folders do.
    end_leftover_postgres(var)
    end_leftover_valkey(var)
    shutil.rmtree(var, ignore_errors=True)
    closing = (SINGLE + MANY) * RUNS
    wanted = {"talking": TALKING, "naive": TALKING, "idle": IDLE, "closing": closing}
    with standing(var, wanted) as stand:
        yield stand
    shutil.rmtree(var, ignore_errors=True)


@pytest.fixture
def driver() -> Iterator[Remote]:
    remote = Remote()
    yield remote
    remote.end()


@pytest.fixture(scope="session")
def runs() -> int:
    return RUNS


@pytest.fixture(scope="session")
def lap_s() -> float:
    return LAP_S


@pytest.fixture(scope="session")
def publish() -> Callable[[str, list[Row]], None]:
    """Shows the rows of a part, and keeps them for the page."""

    def publish(part: str, rows: list[Row]) -> None:
        FIGURES.setdefault(part, []).extend(rows)
        print(f"\n{page.TITLES[part]}", *rows, sep="\n", flush=True)

    return publish


def pytest_sessionfinish(exitstatus: int) -> None:
    """Only a run of all parts is published."""
    if REPORT and exitstatus == 0 and FIGURES.keys() == page.TITLES.keys():
        page.write(Path(REPORT), FIGURES, runs=RUNS)
