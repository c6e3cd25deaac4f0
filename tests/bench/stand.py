"""The bench's desk: PostgreSQL with fsync, Valkey, and the web processes that are compared."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import psutil
import psycopg

from helpdesk.embedded import Servers, hold, start
from helpdesk.supervisor.children import Child, desk_children
from tests.bench.driver import Chat
from tests.faults.desk import LIMIT_S, tree, wait_until
from tests.journeys.desk import OF_THE_TEST_RUN, ROOT, free_port

SETTINGS = {
    # The limits of the protocol are settings so that a bench can raise them.
    "CHAT_VISITOR_BURST": "1000000",
    "CHAT_VISITOR_PER_S": "1000000",
    "CHAT_AGENT_BURST": "1000000",
    "CHAT_AGENT_PER_S": "1000000",
    "CHAT_FRAMES_PER_S": "1000000",
    "DEMO_DATA": "0",
    "HASHED_STATIC": "0",
    "DATABASE_POOL": "1",
    "PYTHONUNBUFFERED": "1",
}
OURS = "helpdesk.asgi:application"
YARDSTICKS = "tests.bench.yardsticks:application"
UVICORN = ("--log-level", "warning", "--no-access-log")


class Spent(NamedTuple):
    """Seconds of processor time."""

    web: float
    postgres: float
    valkey: float

    def since(self, before: Spent) -> Spent:
        return Spent(*(now - then for now, then in zip(self, before, strict=True)))


class Web:
    """A web process: Daphne as the desk runs it, or uvicorn, with one of the applications."""

    def __init__(self, stand: Stand, server: str, application: str) -> None:
        self.port = free_port()
        self._stand = stand
        web = next(one for one in desk_children(stand.var, self.port) if one.name == "web")
        if server == "uvicorn":
            address = ("--host", "127.0.0.1", "--port", str(self.port))
            web.arguments = ("uvicorn", *address, *UVICORN, application)
        else:
            web.arguments = (*web.arguments[:-1], application)
        web.log = web.log.with_name(f"web-{self.port}.log")
        module = "tests.bench.settings" if application == YARDSTICKS else "helpdesk.settings"
        self._env = stand.env | {"DJANGO_SETTINGS_MODULE": module}
        self.child = web

    def start(self) -> None:
        """Returns when it takes connections."""
        self.child.start(cwd=ROOT, env=self._env)
        give_up = time.monotonic() + LIMIT_S
        while not self._listens():
            assert time.monotonic() < give_up, self.child.log.read_text()
            time.sleep(0.02)

    def _listens(self) -> bool:
        try:
            socket.create_connection(("127.0.0.1", self.port), timeout=5).close()
        except OSError:
            return False
        return True


class Stand:
    def __init__(self, var: Path, servers: Servers) -> None:
        self.var = var
        self.database_url = servers.urls["DATABASE_URL"]
        self.postgres, self.valkey = servers.running
        given = {k: v for k, v in os.environ.items() if k not in OF_THE_TEST_RUN}
        self.env = given | servers.urls | SETTINGS | {"VAR_DIR": str(var)}
        self.chats: dict[str, list[Chat]] = {}

    def prepare(self, wanted: dict[str, int]) -> None:
        """Schema, agents who are logged in, and so many chats of each kind."""
        self._python("manage.py", "prepare")
        self.chats = json.loads(self._python("-m", "tests.bench.data", json.dumps(wanted)))

    def _python(self, *arguments: str) -> str:
        env = self.env | {"DJANGO_SETTINGS_MODULE": "helpdesk.settings"}
        done = subprocess.run(
            [sys.executable, *arguments], cwd=ROOT, env=env, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def execute(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        with psycopg.connect(self.database_url, autocommit=True) as database:
            cursor = database.execute(statement, values)
            return cursor.fetchall() if cursor.description else []

    @contextlib.contextmanager
    def web(self, server: str = "daphne", application: str = OURS) -> Iterator[Web]:
        """A web process that serves until the end of the block."""
        one = Web(self, server, application)
        try:
            one.start()
            yield one
        finally:
            one.child.stop()

    @contextlib.contextmanager
    def worker(self) -> Iterator[Child]:
        """A Celery worker as the desk runs it."""
        port = free_port()
        child = next(one for one in desk_children(self.var, port) if one.name == "worker")
        child.start(cwd=ROOT, env=self.env | {"DJANGO_SETTINGS_MODULE": "helpdesk.settings"})
        try:
            wait_until(lambda: "ready." in child.log.read_text(), "the worker is ready")
            yield child
        finally:
            child.stop()

    def spent(self, web: Web) -> Spent:
        """Processor time so far of this web process and of the servers, ended children included."""
        return Spent(
            *(sum(map(_cpu, tree(one))) for one in (web.child, self.postgres, self.valkey))
        )

    def memory(self, web: Web) -> tuple[int, int, int]:
        """Bytes of web process, PostgreSQL, Valkey; what processes share is counted once."""
        parts = (web.child, self.postgres, self.valkey)
        web_bytes, postgres, valkey = (sum(map(_pss, tree(one))) for one in parts)
        return web_bytes, postgres, valkey


def _cpu(process: psutil.Process) -> float:
    with contextlib.suppress(psutil.NoSuchProcess):
        times = process.cpu_times()
        return float(times.user + times.system + times.children_user + times.children_system)
    return 0.0


def _pss(process: psutil.Process) -> int:
    with contextlib.suppress(psutil.NoSuchProcess):
        return int(process.memory_full_info().pss)
    return 0


def terminate(web: Web) -> None:
    """SIGTERM, as an update does it; returns when the process is gone."""
    assert web.child.process
    web.child.process.send_signal(signal.SIGTERM)
    web.child.process.wait(60)


@contextlib.contextmanager
def standing(var: Path, wanted: dict[str, int]) -> Iterator[Stand]:
    """Servers and data; none of the processes outlives the bench."""
    with contextlib.ExitStack() as stack:
        stack.enter_context(hold(var))
        servers = start(var)
        stack.callback(servers.stop)
        stand = Stand(var, servers)
        stand.prepare(wanted)
        yield stand
