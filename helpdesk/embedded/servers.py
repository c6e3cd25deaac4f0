"""Starting and stopping the servers of a data folder."""

import contextlib
import fcntl
import os
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from helpdesk.embedded.addresses import free_addresses
from helpdesk.embedded.errors import EmbeddedError
from helpdesk.embedded.postgres import Postgres, end_leftover_postgres
from helpdesk.embedded.server import Server
from helpdesk.embedded.valkey import Valkey, end_leftover_valkey

NEEDED_MB = 300


@dataclass(frozen=True)
class Servers:
    """What runs, in the order of starting, and where it answers."""

    urls: dict[str, str]
    running: tuple[Server, ...]

    def stop(self) -> None:
        for server in reversed(self.running):
            server.stop()


@contextlib.contextmanager
def hold(var: Path) -> Iterator[None]:
    """Makes the data folder ready and ours alone; an EmbeddedError if another process holds it.

    The lock is the kernel's: it ends with the process, however that ends.
    """
    with contextlib.closing(_lock(var)):
        yield


def start(
    var: Path,
    *,
    postgres: bool = True,
    valkey: bool = True,
    durable: bool = True,
    pause: Callable[[float], None] = time.sleep,
) -> Servers:
    """Starts the servers named; all of them answer when it returns. Call it while you `hold` var.

    `durable=False` gives up crash safety for speed: for tests only. `pause` is called while waiting
    and may raise to give up. The servers end with the thread that calls this.
    """
    try:
        end_leftover_postgres(var)
        end_leftover_valkey(var)
    except OSError as error:
        raise _cannot_use(error, var) from error
    kinds = [kind for kind, wanted in ((Postgres, postgres), (Valkey, valkey)) if wanted]
    addresses = free_addresses(var)
    servers = Servers(addresses.urls, tuple(kind(var, addresses, durable, pause) for kind in kinds))
    try:
        # Both start at once; the slower one decides.
        for server in servers.running:
            server.launch()
        for server in servers.running:
            server.wait_until_ready()
    except OSError as error:
        servers.stop()
        raise _cannot_use(error, var) from error
    except BaseException:
        servers.stop()
        raise
    return servers


def _lock(var: Path) -> TextIO:
    try:
        for folder in (var, var / "log"):
            folder.mkdir(parents=True, exist_ok=True)
        file = (var / "lock").open("a+", encoding="ascii")
    except OSError as error:
        raise _cannot_use(error, var) from error
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.seek(0)
        holder = file.read().strip()
        file.close()
        raise EmbeddedError(
            f"A help desk already runs on {var} (process {holder}): stop it first, or choose"
            " another folder with VAR_DIR."
        ) from None
    file.truncate(0)
    file.write(str(os.getpid()))
    file.flush()
    free_mb = shutil.disk_usage(var).free // 2**20
    if free_mb < NEEDED_MB:
        file.close()
        raise EmbeddedError(
            f"Only {free_mb} MB are free on the disk of {var}; at least {NEEDED_MB} MB are needed."
        )
    return file


def _cannot_use(error: OSError, var: Path) -> EmbeddedError:
    return EmbeddedError(f"{error.filename or var} cannot be used: {error.strerror}.")
