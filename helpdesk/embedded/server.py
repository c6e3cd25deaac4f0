"""What both servers have in common: a process over a folder, with a log that says what is wrong."""

import importlib.util
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from subprocess import Popen
from typing import ClassVar

from helpdesk.embedded.addresses import Addresses
from helpdesk.embedded.errors import EmbeddedError
from helpdesk.embedded.processes import Signals, last_lines, stop

START_LIMIT_S = 60.0


@dataclass
class Server:
    """`durable=False` trades crash safety for speed: for tests only.

    `pause` is called between two looks at a starting server; what it raises ends the start.
    """

    name: ClassVar[str]
    stop_signals: ClassVar[Signals]
    complaint_marks: ClassVar[tuple[str, ...]]
    not_yet: ClassVar[str]
    """How the server answers, and logs, a question that comes before it is ready."""

    var: Path
    addresses: Addresses
    durable: bool = True
    pause: Callable[[float], None] = time.sleep
    process: Popen[bytes] | None = field(default=None, init=False)
    _log_start: int = field(default=0, init=False)

    @property
    def folder(self) -> Path:
        return self.var / self.name.lower()

    @property
    def log(self) -> Path:
        return self.var / "log" / f"{self.name.lower()}.log"

    def launch(self) -> None:
        """Starts the process; `wait_until_ready` tells whether it lives."""
        self._log_start = self.log.stat().st_size if self.log.exists() else 0
        self.process = self.spawn()

    def spawn(self) -> Popen[bytes]:
        """Makes the folder ready and starts the process on it."""
        raise NotImplementedError

    def answers(self) -> bool:
        """Whether the server does its work now."""
        raise NotImplementedError

    def wait_until_ready(self) -> None:
        """Returns when the server answers; an EmbeddedError says why it does not."""
        assert self.process
        give_up = time.monotonic() + START_LIMIT_S
        while not self.answers():
            if self.process.poll() is not None:
                raise EmbeddedError(f"{self.name} did not start: {self.complaint()}")
            if time.monotonic() > give_up:
                raise EmbeddedError(
                    f"{self.name} did not answer within {START_LIMIT_S:.0f} s: {self.complaint()}"
                )
            self.pause(0.05)

    def stop(self) -> None:
        if self.process:
            stop(self.process, self.stop_signals)

    def complaint(self) -> str:
        """The server's own last word on what is wrong, since it was launched."""
        lines = last_lines(self.log, since=self._log_start)
        for mark in self.complaint_marks:
            for line in reversed(lines):
                if mark in line and self.not_yet not in line:
                    return f"{line.split(mark, 1)[1].strip()} (see {self.log})"
        return f"see {self.log}"


def package_folder(package: str) -> Path:
    """The folder of a wheel, found without importing the wheel's own server manager."""
    found = importlib.util.find_spec(package)
    if found is None or not found.submodule_search_locations:
        raise EmbeddedError(f"The package {package} is not installed: install requirements.txt.")
    return Path(found.submodule_search_locations[0])
