"""Runs a module (`python -m tests.faults.skewed FILE MODULE …`) whose clock is wrong by as many
seconds as the file says, from the moment when it says so. Monotonic clocks go on, as in truth.
"""

from __future__ import annotations

import os
import runpy
import sys
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import time_machine

LOOK_S = 0.05


class Skew:
    def __init__(self, file: Path) -> None:
        self._file = file
        self._seconds = self._wanted()
        aim = datetime.now(UTC) + timedelta(seconds=self._seconds)
        self._clock = time_machine.travel(aim, tick=True).start()

    def _wanted(self) -> float:
        return float(self._file.read_text())

    def follow(self) -> None:
        threading.Thread(target=self._follow, name="skew", daemon=True).start()

    def _follow(self) -> None:
        while True:
            time.sleep(LOOK_S)
            if (wanted := self._wanted()) != self._seconds:
                self._clock.shift(wanted - self._seconds)
                self._seconds = wanted


if __name__ == "__main__":
    skew = Skew(Path(sys.argv[1]))
    skew.follow()
    # The children of a worker have clocks, too.
    os.register_at_fork(after_in_child=skew.follow)
    sys.argv = sys.argv[2:]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
