"""The embedded PostgreSQL: a process over a data folder."""

import contextlib
import signal
from pathlib import Path
from subprocess import Popen

import psutil
import psycopg

from helpdesk.embedded import cluster
from helpdesk.embedded.errors import EmbeddedError
from helpdesk.embedded.privileges import server_account
from helpdesk.embedded.processes import end_leftover, spawn
from helpdesk.embedded.server import Server

SETTINGS = (
    "listen_addresses=127.0.0.1",
    # A path of a socket may have 107 bytes; ours may be longer, so there is none.
    "unix_socket_directories=",
    "max_connections=200",
    "shared_buffers=256MB",
    "timezone=UTC",
    "log_timezone=UTC",
    # A statement that fails may hold what somebody wrote; no log keeps that.
    "log_min_error_statement=panic",
)
NOT_DURABLE = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


class Postgres(Server):
    name = "PostgreSQL"
    # Fast shutdown ends open connections; immediate leaves the rest to recovery at the next start.
    stop_signals = ((signal.SIGINT, 3.5), (signal.SIGQUIT, 1.0))
    complaint_marks = ("PANIC:", "FATAL:", "ERROR:", "error:")
    not_yet = "the database system is"

    @property
    def folder(self) -> Path:
        return self.var / "postgres"

    @property
    def log(self) -> Path:
        return self.var / "log" / "postgres.log"

    def spawn(self) -> Popen[bytes]:
        account = server_account(self.folder)
        if self.folder.exists():
            cluster.check(self.folder)
        else:
            cluster.make(self, account)
        if account:
            account.take(self.folder)
        command: list[str | Path] = [cluster.program("postgres"), "-D", self.folder]
        own = (f"port={self.addresses.postgres_port}", *(() if self.durable else NOT_DURABLE))
        for setting in (*SETTINGS, *own):
            command += ["-c", setting]
        return spawn(
            account.command(command) if account else command,
            log=self.log,
            cwd=self.var,
            death_signal=signal.SIGINT,
        )

    def answers(self) -> bool:
        """Whether it takes connections; the database `helpdesk` is there then."""
        url = self.addresses.database_url("postgres")
        try:
            with (
                psycopg.connect(url, autocommit=True, connect_timeout=5) as connection,
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


def end_leftover_postgres(var: Path) -> None:
    folder = var / "postgres"

    def ours(process: psutil.Process) -> bool:
        return str(folder) in process.cmdline()

    end_leftover(folder / "postmaster.pid", ours=ours, signals=Postgres.stop_signals)
