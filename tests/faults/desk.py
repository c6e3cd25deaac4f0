"""A whole desk of its own whose every process can be killed, frozen, stopped and started anew.

Processes die with the thread that started them, so all starting is done by the test's own thread.
"""

from __future__ import annotations

import asyncio
import contextlib
import http.client
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import psutil
import psycopg

from helpdesk.embedded import EmbeddedError, Servers, hold, start
from helpdesk.embedded.server import Server
from helpdesk.supervisor.children import Child, desk_children
from tests.faults.front import Front
from tests.journeys.desk import OF_THE_TEST_RUN, ROOT, free_port

LIMIT_S = 120.0
MENDED_S = 40.0
LOOK_S = 0.1
AGENTS = 50
SETTINGS = {
    # Load is what is wanted here; the limits have tests of their own.
    "CHAT_VISITOR_BURST": "40",
    "CHAT_VISITOR_PER_S": "20",
    "CHAT_AGENT_BURST": "80",
    "CHAT_AGENT_PER_S": "60",
    "CHAT_FRAMES_PER_S": "60",
    # A connection that says nothing is taken for dead after two and a half beats.
    "CHAT_BEAT": "4",
    "DEMO_DATA": "0",
    "HASHED_STATIC": "0",
    "DATABASE_POOL": "1",
    "HTTPS": "1",
    "PYTHONUNBUFFERED": "1",
    "DJANGO_SETTINGS_MODULE": "helpdesk.settings",
}


class Desk:
    """Two web processes behind an nginx, two workers and beat over a PostgreSQL with fsync and a
    Valkey. Windows come through nginx or go to a web process of their choice.
    """

    def __init__(self, var: Path, servers: Servers) -> None:
        self.var = var
        self.database_url = servers.urls["DATABASE_URL"]
        self.postgres, self.valkey = servers.running
        given = {k: v for k, v in os.environ.items() if k not in OF_THE_TEST_RUN}
        self.ports = (free_port(), free_port())
        self.front = Front(var / "nginx", free_port(), self.ports)
        self.env = given | servers.urls | SETTINGS
        self.env |= {"VAR_DIR": str(var), "PUBLIC_URL": self.front.url.replace("ws", "http", 1)}
        self.webs = tuple(self._child("web", port) for port in self.ports)
        self.workers = tuple(self._child("worker", port) for port in self.ports)
        self.beat = self._child("beat", self.ports[0])
        self.cookies: list[str] = []
        self.behind_nginx = False

    @property
    def ways(self) -> tuple[str, ...]:
        """Where visitors and where agents come in."""
        return (self.front.url, self.front.url) if self.behind_nginx else self.urls

    @property
    def urls(self) -> tuple[str, ...]:
        """The WebSocket addresses of the web processes."""
        return tuple(f"ws://127.0.0.1:{port}" for port in self.ports)

    def _child(self, name: str, port: int) -> Child:
        child = next(one for one in desk_children(self.var, port) if one.name == name)
        child.log = child.log.with_name(f"{name}-{port}.log")
        if name == "web":
            *command, application = child.arguments
            child.arguments = (*command, "--proxy-headers", application)
        return child

    @property
    def children(self) -> tuple[Child, ...]:
        return (*self.webs, *self.workers, self.beat)

    def prepare(self) -> None:
        """Schema, and agents who are logged in."""
        self._python("manage.py", "prepare")
        self.cookies = json.loads(self._python("-m", "tests.faults.accounts", str(AGENTS)))

    def open(self) -> None:
        self.front.start()
        self._begin_all()

    def restart(self) -> None:
        """Ends all processes but the servers and nginx, and starts them anew."""
        for child in self.children:
            kill_tree(child)
        self._begin_all()

    def _begin_all(self) -> None:
        for child in self.children:
            self.begin(child)
        for port in self.ports:
            wait_until(partial(self.answers, port), f"web on {port} answers")
        for worker in self.workers:
            wait_until(partial(is_ready, worker), "the worker is ready")

    def mend(self) -> None:
        """Starts what a test that failed has left dead or deaf."""
        for server in (self.postgres, self.valkey):
            if server.process and server.process.poll() is not None:
                server.launch()
                server.wait_until_ready()
        for child in self.children:
            if child.process and child.process.poll() is not None:
                self.begin(child)
        for web, port in zip(self.webs, self.ports, strict=True):
            if not comes_true(partial(self.answers, port), MENDED_S):
                # It lives and is of no use: the next test is of something else.
                kill_tree(web)
                self.begin(web)
                wait_until(partial(self.answers, port), f"web on {port} answers")

    def close(self) -> None:
        for child in reversed(self.children):
            child.stop()
        self.front.stop()

    def _python(self, *arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, *arguments], cwd=ROOT, env=self.env, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def answers(self, port: int) -> bool:
        """Whether this web process serves, and reaches PostgreSQL."""
        asking = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        try:
            asking.request("GET", "/readyz")
            return asking.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False
        finally:
            asking.close()

    def execute(self, statement: str) -> None:
        with psycopg.connect(self.database_url, autocommit=True) as database:
            database.execute(statement)

    # --- what is done to it

    def begin(self, child: Child, **env: str) -> None:
        child.start(cwd=ROOT, env=self.env | env)

    async def serves(self, child: Child) -> None:
        """Returns when this web process, just begun, serves."""
        port = self.ports[self.webs.index(child)]
        await until_in_thread(partial(self.answers, port), f"web on {port} answers")

    async def revive(self, server: Server) -> None:
        """Starts a killed server on its folder; returns when it answers."""
        for attempt in range(1, 11):
            server.launch()
            try:
                await asyncio.to_thread(server.wait_until_ready)
            except EmbeddedError:
                # The children of a killed postmaster take a moment to notice and to go.
                if attempt == 10:
                    raise
                await asyncio.sleep(0.5)
            else:
                return

    def forget_all(self) -> None:
        """Whatever Valkey wrote down is gone; it must not run."""
        shutil.rmtree(self.valkey.folder / "appendonlydir", ignore_errors=True)


def is_ready(worker: Child) -> bool:
    """Whether it has begun to work since its last start."""
    return "ready." in worker.log.read_text()[worker._read :]


def tree(one: Child | Server) -> list[psutil.Process]:
    """The process and all below it, the lowest last."""
    assert one.process
    with contextlib.suppress(psutil.NoSuchProcess):
        top = psutil.Process(one.process.pid)
        return [top, *top.children(recursive=True)]
    return []


def kill(one: Child | Server) -> None:
    """SIGKILL to this process alone; returns when it is gone."""
    assert one.process
    one.process.kill()
    one.process.wait()


async def end(one: Child) -> None:
    """SIGTERM, as an update does it; returns when the process is gone."""
    assert one.process
    one.process.terminate()
    await asyncio.to_thread(one.process.wait, LIMIT_S)


def kill_tree(one: Child | Server) -> None:
    """SIGKILL to the process and to all that it started."""
    processes = tree(one)
    for process in processes:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.kill()
    assert one.process
    one.process.wait()


@contextlib.contextmanager
def frozen(one: Child | Server) -> Iterator[None]:
    """The process and all below it stand still."""
    processes = tree(one)
    for process in processes:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.send_signal(signal.SIGSTOP)
    try:
        yield
    finally:
        for process in processes:
            with contextlib.suppress(psutil.NoSuchProcess):
                process.send_signal(signal.SIGCONT)


@contextlib.contextmanager
def running(var: Path) -> Iterator[Desk]:
    """A desk that is open; none of its processes outlives the tests."""
    with contextlib.ExitStack() as stack:
        stack.enter_context(hold(var))
        servers = start(var)
        stack.callback(servers.stop)
        desk = Desk(var, servers)
        desk.prepare()
        stack.callback(desk.close)
        desk.open()
        yield desk


def wait_until(done: Callable[[], bool], what: str) -> None:
    assert comes_true(done, LIMIT_S), f"waited {LIMIT_S:.0f} s in vain until {what}"


def comes_true(done: Callable[[], bool], within_s: float) -> bool:
    give_up = time.monotonic() + within_s
    while not done():
        if time.monotonic() > give_up:
            return False
        time.sleep(LOOK_S)
    return True


async def until_in_thread(done: Callable[[], bool], what: str) -> None:
    await asyncio.to_thread(wait_until, done, what)
