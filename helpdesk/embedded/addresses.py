"""Where the embedded servers of a data folder listen, and with which passwords.

Chosen once and remembered in the folder, so that a command started from another shell finds the
servers of a running desk.
"""

import contextlib
import json
import os
import random
import secrets
import socket
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from helpdesk.embedded.errors import EmbeddedError

# Below the range from which Linux takes the ports of outgoing connections: a remembered port must
# not be taken by one of those between two starts.
PORTS = range(15000, 32000)


@dataclass(frozen=True)
class Addresses:
    postgres_port: int
    valkey_port: int
    password: str

    @property
    def urls(self) -> dict[str, str]:
        """Settings by the names of their environment variables.

        The realtime layer and cache use Valkey's database 0, the broker its database 1.
        """
        valkey = f"redis://:{self.password}@127.0.0.1:{self.valkey_port}"
        return {
            "DATABASE_URL": self.database_url("helpdesk"),
            "REDIS_URL": f"{valkey}/0",
            "BROKER_URL": f"{valkey}/1",
        }

    def database_url(self, name: str) -> str:
        return f"postgres://helpdesk:{self.password}@127.0.0.1:{self.postgres_port}/{name}"


def data_folder(base: Path) -> Path:
    """Where this installation keeps its data: VAR_DIR, else `var` beside the program."""
    return Path(os.environ.get("VAR_DIR") or base / "var").resolve()


def default_urls(var: Path) -> dict[str, str]:
    """DATABASE_URL, REDIS_URL and BROKER_URL of the embedded servers of `var`; starts nothing.

    Never fails: settings load where no embedded server is wanted, too. If the folder cannot be
    written, the addresses lead nowhere, and `start` says why.
    """
    try:
        return remembered(var).urls
    except EmbeddedError:
        return _new_addresses().urls


def remembered(var: Path) -> Addresses:
    """The addresses of `var`, chosen and written down at the first call."""
    text = _read_or_create(var / "servers.json", lambda: json.dumps(asdict(_new_addresses())))
    try:
        return Addresses(**json.loads(text))
    except (ValueError, TypeError):
        raise EmbeddedError(f"{var / 'servers.json'} is damaged: restore the file.") from None


def free_addresses(var: Path) -> Addresses:
    """The remembered addresses, with another port in the place of each that is taken."""
    old = remembered(var)
    new = Addresses(
        postgres_port=old.postgres_port if is_free(old.postgres_port) else _free_port(),
        valkey_port=old.valkey_port if is_free(old.valkey_port) else _free_port(),
        password=old.password,
    )
    if new != old:
        os.replace(_private_file(var, json.dumps(asdict(new))), var / "servers.json")
    return new


def secret_key(var: Path) -> str:
    """Django's SECRET_KEY of this folder, made at the first call and readable by its owner only."""
    return _read_or_create(var / "secret-key", lambda: secrets.token_urlsafe(50))


def is_free(port: int) -> bool:
    """Whether a server could listen on this port of 127.0.0.1 now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def _new_addresses() -> Addresses:
    return Addresses(_free_port(), _free_port(), secrets.token_hex(16))


def _free_port() -> int:
    for port in random.sample(PORTS, 200):
        if is_free(port):
            return port
    raise EmbeddedError(f"No free port was found between {PORTS.start} and {PORTS.stop}.")


def _read_or_create(path: Path, make: Callable[[], str]) -> str:
    """The file's text; two processes that create it at once both get the first one's."""
    try:
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            draft = _private_file(path.parent, make())
            with contextlib.suppress(FileExistsError):
                os.link(draft, path)
            draft.unlink()
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise EmbeddedError(f"{path} cannot be used: {error.strerror}.") from error


def _private_file(folder: Path, text: str) -> Path:
    descriptor, name = tempfile.mkstemp(prefix=".new-", dir=folder)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
    return Path(name)
