"""A whole desk under `manage.py run`, as a person at a terminal has it."""

import contextlib
import http.client
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil

from helpdesk.embedded.addresses import is_free

ROOT = Path(__file__).resolve().parent.parent.parent
OF_THE_TEST_RUN = ("DATABASE_URL", "REDIS_URL", "BROKER_URL", "REDIS_PREFIX", "SECRET_KEY")
LIMIT_S = 120.0


def free_port() -> int:
    return next(port for port in random.sample(range(8200, 9900), 100) if is_free(port))


class Desk:
    """Runs on a folder and port of its own; `output` is what the terminal has shown so far."""

    def __init__(self, var: Path, port: int, **env: str) -> None:
        self.var = var
        self.port = port
        self.shown = var.with_name(f"{var.name}-{port}.out")
        # Without demo data and hashed names a desk starts in seconds; a test may ask for either.
        everything = {**os.environ, "DEMO_DATA": "0", "HASHED_STATIC": "0"}
        everything |= {"VAR_DIR": str(var), "PORT": str(port)}
        for name in OF_THE_TEST_RUN:
            everything.pop(name, None)
        with self.shown.open("wb") as file:
            self.process = subprocess.Popen(
                [sys.executable, "manage.py", "run"],
                cwd=ROOT,
                env=everything | env,
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    @property
    def output(self) -> str:
        return self.shown.read_text()

    def wait_for(self, words: str) -> None:
        """Returns when the terminal shows the words; fails if the desk ends before."""
        give_up = time.monotonic() + LIMIT_S
        while words not in self.output:
            assert self.process.poll() is None, self.output
            assert time.monotonic() < give_up, self.output
            time.sleep(0.05)

    def wait(self) -> int:
        return self.process.wait(LIMIT_S)

    def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        """Signals the whole process group, as a closing terminal does; returns the exit code."""
        os.killpg(self.process.pid, number)
        return self.wait()

    def status(self, path: str) -> int:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request("GET", path)
        status = connection.getresponse().status
        connection.close()
        return status

    def processes(self) -> list[psutil.Process]:
        """All that live and belong to this folder, whoever their parent is by now."""
        return [process for process in psutil.process_iter() if self._owns(process)]

    def _owns(self, process: psutil.Process) -> bool:
        try:
            # Valkey writes its title over its environment.
            ours = process.environ().get("VAR_DIR") == str(self.var)
            return ours or process.cwd().startswith(str(self.var))
        except psutil.Error:
            return False


@contextlib.contextmanager
def running(var: Path, port: int, **env: str) -> Iterator[Desk]:
    """A desk that is ready; whatever happens, none of its processes outlives the test."""
    desk = Desk(var, port, **env)
    try:
        desk.wait_for("Ctrl-C stops it.")
        yield desk
    finally:
        for process in desk.processes():
            with contextlib.suppress(psutil.NoSuchProcess):
                process.kill()
        desk.wait()
