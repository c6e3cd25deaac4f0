"""Child processes that never outlive the one that started them."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import psutil

Signals = Sequence[tuple[signal.Signals, float]]
"""What to send, in turn, and how many seconds to wait after each."""

_PR_SET_PDEATHSIG = 1


def spawn(
    command: Sequence[str | Path],
    *,
    cwd: Path,
    log: Path | None = None,
    env: Mapping[str, str] | None = None,
    stdin: int = subprocess.DEVNULL,
    death_signal: signal.Signals = signal.SIGTERM,
) -> subprocess.Popen[bytes]:
    """Starts a child in a session of its own; its output is appended to `log`, or is the parent's.

    Signals to the parent's process group pass it by: the parent decides the order of stopping.
    On Linux the kernel sends it `death_signal` if the thread that called this ends before it.
    """
    with log.open("ab") if log else contextlib.nullcontext() as output:
        return subprocess.Popen(
            [str(part) for part in command],
            stdin=stdin,
            stdout=output,
            stderr=subprocess.STDOUT if log else None,
            cwd=cwd,
            env=env,
            start_new_session=True,
            preexec_fn=_die_with_parent(death_signal),
        )


def stop(process: subprocess.Popen[bytes], signals: Signals) -> bool:
    """Sends each signal in turn and waits its seconds; at last kills. Whether a signal sufficed.

    What the process itself has left behind in its group is killed in any case.
    """
    sufficed = True
    for number, seconds in signals:
        if process.poll() is None:
            process.send_signal(number)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(seconds)
            break
    else:
        sufficed = False
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    return sufficed


def end_leftover(mark: Path, *, ours: Callable[[psutil.Process], bool], signals: Signals) -> None:
    """Ends a server that outlived its parent, and clears the mark of one that is gone.

    `mark` is the server's pid file. Its number may belong to another program by now, as happens
    in containers: only a process that is `ours` is touched. Call it as the holder of the folder.
    """
    try:
        number = int(mark.read_text(encoding="utf-8", errors="replace").split("\n", 1)[0])
        server = psutil.Process(number)
        alive = ours(server)
    except FileNotFoundError:
        return
    except (ValueError, psutil.Error):
        alive = False
    if alive:
        _end(server, signals)
    mark.unlink(missing_ok=True)


def last_lines(log: Path, count: int = 15, *, since: int = 0) -> list[str]:
    """The end of a log file, or of what was added after `since` bytes; nothing without a file."""
    try:
        with log.open("rb") as file:
            file.seek(max(since, log.stat().st_size - 64 * 1024))
            return file.read().decode(errors="replace").splitlines()[-count:]
    except OSError:
        return []


def _end(server: psutil.Process, signals: Signals) -> None:
    for number, seconds in signals:
        with contextlib.suppress(psutil.NoSuchProcess):
            server.send_signal(number)
        with contextlib.suppress(psutil.TimeoutExpired):
            server.wait(seconds)
            return
    server.kill()
    server.wait(5)


def _die_with_parent(death_signal: signal.Signals) -> Callable[[], None] | None:
    if sys.platform != "linux":
        return None
    # Loaded before the fork: the child may only make system calls.
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    parent = os.getpid()

    def ask() -> None:
        prctl(_PR_SET_PDEATHSIG, int(death_signal), 0, 0, 0)
        if os.getppid() != parent:
            os._exit(1)

    return ask
