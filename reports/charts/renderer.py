"""Pictures of charts, drawn in a process of its own and kept in the cache.

vl-convert holds the interpreter's lock while it draws, so that sockets of the same process would
stand still; it is never imported here.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import logging
import subprocess
import sys
import threading
from pathlib import Path

from django.core.cache import cache
from django.utils.translation import gettext_lazy as _
from redis.exceptions import RedisError

from helpdesk.errors import Unavailable
from reports.charts.looks import Spec

log = logging.getLogger(__name__)
WORKER = Path(__file__).with_name("worker.py")
KEEP_S = 24 * 60 * 60
TIMEOUT_S = 15.0


class ChartUnavailable(Unavailable):
    code = "chart_unavailable"

    def __init__(self) -> None:
        super().__init__(_("The chart cannot be drawn now. The table beside it is complete."))


class Renderer:
    """One process that draws, started when first needed; one chart at a time."""

    def __init__(self, command: list[str] | None = None, *, timeout: float = TIMEOUT_S) -> None:
        # -I: neither the environment nor the folder of the script may put modules in the way.
        self._command = command or [sys.executable, "-I", str(WORKER)]
        self._timeout = timeout
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def svg(self, spec: str) -> str:
        """Draws a specification (JSON on one line). Raises ChartUnavailable."""
        if not self._lock.acquire(timeout=self._timeout):
            raise ChartUnavailable
        try:
            return self._ask(spec)
        except (OSError, EOFError, ValueError) as error:
            self.stop()
            log.warning("A chart could not be drawn: %s", error)
            raise ChartUnavailable from None
        finally:
            self._lock.release()

    def stop(self) -> None:
        process, self._process = self._process, None
        if process:
            process.kill()
            process.communicate()

    def _ask(self, spec: str) -> str:
        line = spec.encode() + b"\n"
        try:
            answer = self._exchange(line)
        except (BrokenPipeError, EOFError):  # gone, being idle for long; a fresh one is not
            self.stop()
            answer = self._exchange(line)
        drawn = json.loads(answer)
        if "svg" not in drawn:
            raise ValueError(drawn["error"])
        return str(drawn["svg"])

    def _exchange(self, line: bytes) -> bytes:
        """A line there and a line back. Raises BrokenPipeError or EOFError when it is not there."""
        process = self._process = self._process or self._start()
        assert process.stdin is not None
        assert process.stdout is not None
        watchdog = threading.Timer(self._timeout, process.kill)
        watchdog.start()
        try:
            process.stdin.write(line)
            process.stdin.flush()
            answer = process.stdout.readline()
        finally:
            watchdog.cancel()
        if not answer.endswith(b"\n"):
            raise EOFError("the drawing process ended")
        return answer

    def _start(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)


renderer = Renderer()


def name_of(spec: Spec) -> str:
    """The same for the same picture: what its cache entry and its ETag are called."""
    return hashlib.sha256(_written(spec).encode()).hexdigest()


def render(spec: Spec) -> str:
    """The SVG of a specification, from the cache where it is there."""
    key = f"chart:{name_of(spec)}"
    with contextlib.suppress(RedisError):  # without a cache it is drawn anew
        kept = cache.get(key)
        if kept is not None:
            return str(kept)
    svg = renderer.svg(_written(spec))
    with contextlib.suppress(RedisError):
        cache.set(key, svg, KEEP_S)
    return svg


def _written(spec: Spec) -> str:
    return json.dumps(spec, sort_keys=True)
