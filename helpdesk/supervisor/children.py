"""The processes of the desk beside its servers: web, worker, beat."""

import re
import signal
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from subprocess import Popen

from helpdesk.embedded.processes import Signals, last_lines, spawn, stop

TROUBLE = re.compile(r"\b(ERROR|CRITICAL)\b")
LOG_LIMIT_BYTES = 10 * 2**20
FRAME_LIMIT = str(64 * 1024)


class ChildDied(Exception):
    """A process of the desk ended by itself; the message says which, how, and its last words."""


@dataclass
class Child:
    name: str
    arguments: tuple[str, ...]
    stop_signals: Signals
    log: Path
    process: Popen[bytes] | None = field(default=None, init=False)
    _read: int = field(default=0, init=False)

    def start(self, *, cwd: Path, env: Mapping[str, str]) -> None:
        if self.log.exists() and self.log.stat().st_size > LOG_LIMIT_BYTES:
            self.log.replace(self.log.with_suffix(".log.1"))
        self._read = self.log.stat().st_size if self.log.exists() else 0
        # If the supervisor is killed there is nobody to wait for: PostgreSQL knows what is owed.
        self.process = spawn(
            [sys.executable, "-m", *self.arguments],
            cwd=cwd,
            log=self.log,
            env=env,
            death_signal=signal.SIGKILL,
        )

    def stop(self) -> bool:
        return self.process is None or stop(self.process, self.stop_signals)

    def trouble(self) -> Iterator[str]:
        """Lines about errors that were logged since the last call."""
        with self.log.open("rb") as file:
            file.seek(self._read)
            text = file.read(2**20)
        whole = text.rpartition(b"\n")[0]
        self._read += len(whole) + (1 if whole else 0)
        for line in whole.decode(errors="replace").splitlines():
            if TROUBLE.search(line):
                yield line.strip()


def desk_children(var: Path, port: int) -> tuple[Child, ...]:
    """In the order in which they stop: nobody new, then finish the work, then no new work.

    With the servers after them, all limits together stay under 15 s.
    """
    logs = var / "log"
    web = (
        *("daphne", "--bind", "127.0.0.1", "--port", str(port), "--no-server-name"),
        *("--verbosity", "0"),  # else it writes down each address with the words searched for
        *("--websocket-max-message-size", FRAME_LIMIT, "--websocket-max-frame-size", FRAME_LIMIT),
        "helpdesk.asgi:application",
    )
    worker = (
        *("celery", "-A", "helpdesk", "worker", "--pool", "prefork", "--concurrency", "2"),
        *("--hostname", f"helpdesk-{port}@%h", "--loglevel", "INFO"),
        *("--without-mingle", "--without-gossip"),
    )
    beat = (
        *("celery", "-A", "helpdesk", "beat", "--loglevel", "INFO"),
        *("--pidfile", "", "--schedule", str(var / "beat-schedule")),
    )
    return (
        Child("web", web, ((signal.SIGTERM, 3.0),), logs / "web.log"),
        # SIGTERM lets the worker finish its tasks; what it cannot finish is done again later.
        Child(
            "worker", worker, ((signal.SIGTERM, 3.0), (signal.SIGQUIT, 1.0)), logs / "worker.log"
        ),
        Child("beat", beat, ((signal.SIGTERM, 1.0),), logs / "beat.log"),
    )


def obituary(name: str, process: Popen[bytes], log: Path) -> str:
    """Who ended, how, and the last lines of its log."""
    code = process.returncode
    how = f"exit code {code}" if code >= 0 else f"signal {signal.Signals(-code).name}"
    words = "\n".join(f"    {line}" for line in last_lines(log))
    return f"The process {name} ended by itself ({how}). The end of {log}:\n{words}"
