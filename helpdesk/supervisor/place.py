"""Where a desk runs, as the environment says. Asks no settings: these may not load."""

import os
from dataclasses import dataclass
from pathlib import Path

from helpdesk.embedded import data_folder

BASE = Path(__file__).resolve().parent.parent.parent


class StartFailed(Exception):
    """The desk cannot start; the message is one sentence."""


@dataclass(frozen=True)
class Place:
    """`host` is a host name that the settings allow, to ask whether the desk is ready."""

    base: Path
    var: Path
    port: int
    host: str


def place_of_the_environment() -> Place:
    return Place(
        base=BASE,
        var=data_folder(BASE),
        port=wanted_port(os.environ.get("PORT", "8000")),
        host=allowed_host(os.environ.get("ALLOWED_HOSTS", "")),
    )


def wanted_port(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and 1 <= int(text) <= 65535):
        raise StartFailed(f"PORT={text} is no port number: choose one from 1024 to 65535.")
    return int(text)


def allowed_host(names: str) -> str:
    """A name under which the desk answers this machine; `names` are separated by commas."""
    allowed = names.split(",") if names else ["127.0.0.1"]
    if "*" in allowed or "127.0.0.1" in allowed:
        return "127.0.0.1"
    return allowed[0].lstrip(".")
