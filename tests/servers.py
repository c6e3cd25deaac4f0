"""Starts PostgreSQL and Valkey for a test run, before Django reads its settings.

Loaded by `-p tests.servers`. What the environment names (DATABASE_URL, REDIS_URL, BROKER_URL) is
used as it is. Two runs at once need two folders: TEST_VAR (default var/test).
"""

import contextlib
import os
from collections.abc import Callable, Generator
from pathlib import Path

import pytest

from helpdesk.embedded import EmbeddedError, hold, start
from helpdesk.supervisor.translations import compile_changed

ROOT = Path(__file__).resolve().parent.parent


# A wrapper comes before pytest-django's own hook, which loads the settings.
@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None, None, None]:
    # Hashed names are made by collectstatic, which no test should have to wait for.
    os.environ.setdefault("HASHED_STATIC", "0")
    worker = os.environ.get("PYTEST_XDIST_WORKER")
    if worker:
        separate(worker)
    else:
        try:
            early_config.add_cleanup(serve())
        except EmbeddedError as error:
            raise pytest.UsageError(str(error)) from None
    return (yield)


def serve() -> Callable[[], None]:
    """Starts what is not named in the environment and names it there; returns what stops it.

    Translations are compiled, too: the tests see the texts of the catalogs as they are now.
    """
    compile_changed(ROOT / "locale")
    var = Path(os.environ.get("TEST_VAR", ROOT / "var" / "test")).resolve()
    stack = contextlib.ExitStack()
    stack.enter_context(hold(var))
    (var / "static").mkdir(exist_ok=True)
    servers = start(
        var,
        postgres="DATABASE_URL" not in os.environ,
        valkey=not {"REDIS_URL", "BROKER_URL"} <= os.environ.keys(),
        durable=os.environ.get("TEST_DURABLE") == "1",
    )
    stack.callback(servers.stop)
    for name, url in servers.urls.items():
        os.environ.setdefault(name, url)
    os.environ["VAR_DIR"] = str(var)
    # Each test has a loop and threads of its own; a pool would keep what ended threads borrowed.
    os.environ["DATABASE_POOL"] = "0"
    return stack.close


def separate(worker: str) -> None:
    """Gives an xdist worker Valkey databases and channel names of its own.

    Its PostgreSQL database is pytest-django's doing. The servers are the controller's.
    """
    number = int(worker.removeprefix("gw")) + 1
    for name, offset in (("REDIS_URL", 0), ("BROKER_URL", 1)):
        server = os.environ[name].rpartition("/")[0]
        os.environ[name] = f"{server}/{2 * number + offset}"
    os.environ["REDIS_PREFIX"] = f"test-{worker}"
