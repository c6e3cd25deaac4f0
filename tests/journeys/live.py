"""The whole desk for journeys: Daphne and a Celery worker on the database of the test run."""

from __future__ import annotations

import contextlib
import fcntl
import http.client
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.db import connection
from playwright.sync_api import Page, expect

from chat.models import Chat
from helpdesk.people.models import Desk, Membership, ServiceHours, Team, User
from helpdesk.supervisor.children import Child, desk_children
from tests.journeys.desk import ROOT, free_port
from tickets.models import Topic

LIMIT_S = 60.0


@dataclass
class LiveDesk:
    """A running desk; what its methods make is there for one test."""

    url: str

    def open(self) -> None:
        """Open around the clock."""
        Desk.objects.create(pk=1, name="Helpdesk", survey_one_in=0)
        for weekday in range(7):
            ServiceHours.objects.create(weekday=weekday, opens="00:00", closes="00:00")

    def agent(self, username: str = "anna", *, team: Team | None = None, **more: str) -> User:
        """A member of staff whose password is `<username>-secret`."""
        user: User = User.objects.create_user(
            username,
            f"{username}@desk.example",
            f"{username}-secret",
            first_name=username.title(),
            **more,
        )
        if team:
            Membership.objects.create(user=user, team=team)
        return user

    def topic(self, name: str, *, keywords: str = "") -> Topic:
        names = {f"name_{language}": name for language in ("en", "fi", "sv")}
        return Topic.objects.create(slug=name.lower(), keywords=keywords, **names)

    def sign_in(self, page: Page, user: User) -> None:
        """Through the login page into the console, until the console is connected."""
        page.goto(f"{self.url}/console/")
        page.get_by_label("Login").fill(user.username)
        page.get_by_label("Password").fill(f"{user.username}-secret")
        page.keyboard.press("Enter")
        connected = expect(page.locator("html"))
        connected.to_have_attribute("data-connection", "online", timeout=1000 * LIMIT_S)

    def settle(self) -> None:
        """Waits until every ended chat has its ticket, as it must."""
        give_up = time.monotonic() + LIMIT_S
        while Chat.objects.owed_a_ticket().exists():
            assert time.monotonic() < give_up, "a chat has no ticket"
            time.sleep(0.1)


@contextlib.contextmanager
def serving(var: Path) -> Iterator[str]:
    """The address of a desk on the database and Redis of this run, with a broker of its own."""
    port = free_port()
    env = _environment(var)
    (var / "log").mkdir(parents=True, exist_ok=True)
    with _static_files_of_the_run(var):
        prepare = [sys.executable, "manage.py", "prepare"]
        subprocess.run(prepare, cwd=ROOT, env=env, check=True, stdout=subprocess.DEVNULL)
    # No beat: what a journey does needs no sweep, and a sweep would hide what was not hurried.
    children = [child for child in desk_children(var, port) if child.name in ("web", "worker")]
    with contextlib.ExitStack() as stack:
        for child in children:
            stack.callback(child.stop)
            child.start(cwd=ROOT, env=env)
        _wait_until_ready(port, children)
        yield f"http://127.0.0.1:{port}"


@contextlib.contextmanager
def _static_files_of_the_run(var: Path) -> Iterator[None]:
    """Whoever prepares a desk first collects them for all; one at a time."""
    shared = Path(os.environ["VAR_DIR"]) / "hashed"
    (shared / "static").mkdir(parents=True, exist_ok=True)
    for name in ("static", "static.fingerprint"):
        (var / name).symlink_to(shared / name)
    with (shared / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _environment(var: Path) -> dict[str, str]:
    database = urlsplit(os.environ["DATABASE_URL"])
    # The broker is another one: the tests' own actions must not wake this desk's worker.
    broker = urlsplit(settings.CELERY_BROKER_URL)
    number = int(broker.path.removeprefix("/") or 0) + 8
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.journeys.settings",
        "DATABASE_URL": urlunsplit(database._replace(path=f"/{connection.settings_dict['NAME']}")),
        "BROKER_URL": urlunsplit(broker._replace(path=f"/{number % 16}")),
        "VAR_DIR": str(var),
        "DATABASE_POOL": "1",
        "HASHED_STATIC": "1",
        "DEMO_DATA": "0",
        "PYTHONUNBUFFERED": "1",
    }


def _wait_until_ready(port: int, children: list[Child]) -> None:
    give_up = time.monotonic() + LIMIT_S
    while not _answers(port):
        for child in children:
            ended = child.process is not None and child.process.poll() is not None
            assert not ended, child.log.read_text()
        assert time.monotonic() < give_up, children[0].log.read_text()
        time.sleep(0.1)


def _answers(port: int) -> bool:
    asking = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        asking.request("GET", "/readyz")
        return asking.getresponse().status == 200
    except OSError:
        return False
    finally:
        asking.close()
