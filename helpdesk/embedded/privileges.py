"""PostgreSQL refuses to run as root; as whom it runs then, and how it still reaches its files."""

import os
import pwd
import re
import shutil
import stat
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from helpdesk.embedded.errors import EmbeddedError

# Capabilities that let a process enter folders closed to it: the weaker one first.
_SEARCH = {"dac_read_search": 2, "dac_override": 1}


@dataclass(frozen=True)
class Account:
    """The system account of the server, when the program itself runs as root."""

    uid: int
    gid: int
    folder: Path
    """What the server must reach, beside its program."""

    def command(self, command: Sequence[str | Path]) -> list[str | Path]:
        """The command, run as this account, told to stop if its parent dies.

        Folders above the program may be closed to others (/root, a private temporary folder).
        They stay as they are: the server gets one capability instead, and only where it needs it.
        """
        setpriv = shutil.which("setpriv")
        if setpriv is None:
            raise EmbeddedError(
                "PostgreSQL does not run as root, and the tool setpriv (package util-linux) that"
                " could change the account is missing: start as an ordinary user."
            )
        caps = []
        if not (_may_be_reached(Path(command[0])) and _may_be_reached(self.folder)):
            caps = [f"--{kind}-caps=+{_search_capability()}" for kind in ("inh", "ambient")]
            # initdb looks for postgres by access(2), which else asks as without capabilities.
            caps.append("--securebits=+no_setuid_fixup")
        return [
            setpriv,
            f"--reuid={self.uid}",
            f"--regid={self.gid}",
            "--clear-groups",
            *caps,
            "--pdeathsig=INT",
            "--",
            *command,
        ]

    def take(self, folder: Path) -> None:
        """Makes the folder and all in it the account's own."""
        for path in (folder, *folder.rglob("*")):
            if path.lstat().st_uid != self.uid:
                os.chown(path, self.uid, self.gid, follow_symlinks=False)


def server_account(folder: Path) -> Account | None:
    """Whom the server of this data folder runs as; None means as ourselves.

    A folder that an ordinary user made stays that user's, whoever starts the program later.
    """
    if os.geteuid() != 0:
        return None
    if folder.exists() and (owner := folder.stat()).st_uid != 0:
        return Account(owner.st_uid, owner.st_gid, folder)
    try:
        nobody = pwd.getpwnam("nobody")
    except KeyError:
        raise EmbeddedError(
            "PostgreSQL does not run as root and there is no account nobody: start as an"
            " ordinary user."
        ) from None
    return Account(nobody.pw_uid, nobody.pw_gid, folder)


def _may_be_reached(path: Path) -> bool:
    """Whether any account may enter all folders above the path, and use it if it is a program."""
    path = path.resolve()
    open_folders = all(folder.stat().st_mode & stat.S_IXOTH for folder in path.parents)
    return open_folders and (not path.is_file() or bool(path.stat().st_mode & stat.S_IXOTH))


def _search_capability() -> str:
    status = Path("/proc/self/status").read_text(encoding="ascii")
    found = re.search(r"^CapBnd:\s*([0-9a-f]+)", status, re.MULTILINE)
    allowed = int(found[1], 16) if found else 0
    for name, bit in _SEARCH.items():
        if allowed & (1 << bit):
            return name
    raise EmbeddedError(
        "PostgreSQL does not run as root, and no other account may enter this folder: move the"
        " program to a folder open to all, or start as an ordinary user."
    )
