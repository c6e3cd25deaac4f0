"""A process that draws or prints for us, so that its libraries never hold up our sockets."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any


class WorkerProcess:
    """One process, started when first needed; one wish at a time: a line there, a line back."""

    def __init__(self, script: Path, command: list[str] | None = None, *, timeout: float) -> None:
        # -I: neither the environment nor the folder of the script may put modules in the way.
        self._command = command or [sys.executable, "-I", str(script)]
        self._timeout = timeout
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def ask(self, line: str) -> dict[str, Any]:
        """The answer to a wish (JSON on one line). Raises OSError, EOFError or ValueError.

        After each of these the process is ended, and the next wish finds a fresh one.
        """
        if not self._lock.acquire(timeout=self._timeout):
            raise TimeoutError("others wait already")
        try:
            return self._ask(line)
        except (OSError, EOFError, ValueError):
            self.stop()
            raise
        finally:
            self._lock.release()

    def stop(self) -> None:
        process, self._process = self._process, None
        if process:
            process.kill()
            process.communicate()

    def _ask(self, wish: str) -> dict[str, Any]:
        line = wish.encode() + b"\n"
        try:
            answer = self._exchange(line)
        except (BrokenPipeError, EOFError):  # gone, being idle for long; a fresh one is not
            self.stop()
            answer = self._exchange(line)
        found: dict[str, Any] = json.loads(answer)
        if "error" in found:
            raise ValueError(found["error"])
        return found

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
            raise EOFError("the process ended")
        return answer

    def _start(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
