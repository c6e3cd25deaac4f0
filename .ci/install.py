"""Makes .venv and installs a lock file into it, unless that is done: `install.py requirements.txt`.

Needs nothing but Python: it runs before anything is installed, and says in one sentence what is
missing.
"""

import hashlib
import importlib.util
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LOG = VENV / "install.log"
UNFINISHED = VENV / "unfinished"
NO_NETWORK = re.compile(
    "name resolution|Name or service not known|NewConnectionError|Network is unreachable"
    "|Connection refused|ConnectTimeout|Max retries exceeded|ProxyError"
)


def main(lock: str) -> None:
    # The lock file for development holds all that the other one does.
    if any(is_installed(name) for name in {lock, "requirements-dev.txt"}):
        return
    began = time.monotonic()
    try:
        make_venv()
        install(lock)
    except OSError as error:
        give_up(f"{error.filename or VENV} cannot be written: {error.strerror}.")
    print(f"  the packages are in place ({time.monotonic() - began:.0f} s)", flush=True)


def stamp_of(lock: str) -> Path:
    return VENV / f"{lock}.sha256"


def digest_of(lock: str) -> str:
    return hashlib.sha256((ROOT / lock).read_bytes()).hexdigest()


def is_installed(lock: str) -> bool:
    stamp = stamp_of(lock)
    return PYTHON.exists() and stamp.exists() and stamp.read_text() == digest_of(lock)


def make_venv() -> None:
    """Makes the environment anew where there is none, or an installation was broken off."""
    if PYTHON.exists() and not UNFINISHED.exists():
        return
    if not all(importlib.util.find_spec(name) for name in ("venv", "ensurepip")):
        give_up(
            "Python's module venv is missing: install it (Debian: apt-get install python3-venv)."
        )
    print("Making a virtual environment in .venv ...", flush=True)
    VENV.mkdir(exist_ok=True)
    code, output = call([sys.executable, "-m", "venv", "--clear", str(VENV)])
    if code:
        give_up(f"The virtual environment could not be made: {why(output)}")


def install(lock: str) -> None:
    print(f"Installing the packages of {lock} (about half a minute) ...", flush=True)
    UNFINISHED.touch()
    options = ("--no-input", "--disable-pip-version-check", "--require-hashes")
    command = [str(PYTHON), "-m", "pip", "install", *options, "-r", str(ROOT / lock)]
    code, output = call(command, progress((ROOT / lock).read_text().count("==")))
    if code:
        give_up(f"The packages could not be installed: {why(output)}")
    UNFINISHED.unlink()
    stamp_of(lock).write_text(digest_of(lock))


def progress(total: int) -> Callable[[str], None]:
    """Shows pip's way through the packages: one line on a terminal, some lines elsewhere."""
    seen = 0
    terminal = sys.stdout.isatty()

    def show(line: str) -> None:
        nonlocal seen
        if not line.startswith("Collecting "):
            return
        seen += 1
        name = re.split("[=<> ]", line)[1]
        if terminal:
            print(f"\r  package {seen} of about {total}: {name:40}", end="", flush=True)
        elif seen % 25 == 0:
            print(f"  package {seen} of about {total}", flush=True)

    return show


def call(
    command: Sequence[str], show: Callable[[str], None] = lambda line: None
) -> tuple[int, str]:
    """Exit code and output of a command; it ends when this process is told to stop."""
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )
    lines = []
    try:
        assert process.stdout
        for line in process.stdout:
            lines.append(line)
            show(line)
        return process.wait(), "".join(lines)
    finally:
        process.terminate()
        process.wait()


def why(output: str) -> str:
    """The reason in the output of a failed command, which is kept in the log."""
    LOG.write_text(output)
    if NO_NETWORK.search(output):
        return f"the package index cannot be reached; is there a network? (see {LOG})"
    if "No space left" in output:
        return "the disk is full."
    errors = [line for line in output.splitlines() if line.upper().startswith("ERROR")]
    return f"{errors[-1] if errors else 'no reason was given'} (see {LOG})"


def give_up(sentence: str) -> None:
    print(f"\n{sentence}", file=sys.stderr)
    sys.exit(1)


if __name__ == "__main__":
    for wish in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(wish, lambda number, frame: sys.exit(128 + number))
    main(sys.argv[1])
