"""The order of things: servers, set-up, web, worker, beat; watching; and all of it back again."""

import contextlib
import http.client
import os
import sys
from collections.abc import Mapping, Sequence

from helpdesk.demo.logins import logins
from helpdesk.embedded import EmbeddedError, Servers, hold, secret_key, start
from helpdesk.embedded.addresses import is_free
from helpdesk.embedded.processes import spawn, stop
from helpdesk.embedded.server import Server
from helpdesk.supervisor.children import Child, ChildDied, desk_children, obituary
from helpdesk.supervisor.place import Place, StartFailed, place_of_the_environment
from helpdesk.supervisor.signals import Stopped, StopRequest
from helpdesk.supervisor.terminal import say, step

READY_LIMIT_S = 120.0
LOOK_EVERY_S = 0.2
PAGES = ("chat", "console", "reports", "admin", "api/v1")


def run() -> int:
    """Runs the desk until somebody stops it (0) or something fails (1, said on stderr)."""
    request = StopRequest()
    try:
        place = place_of_the_environment()
        with hold(place.var), contextlib.ExitStack() as stack:
            _run(place, request, stack)
    except Stopped as wish:
        say(f"Stopped ({wish}).")
        return 0
    except (EmbeddedError, StartFailed, ChildDied) as error:
        say()
        print(error, file=sys.stderr)
    return 1


def _run(place: Place, request: StopRequest, stack: contextlib.ExitStack) -> None:
    if not is_free(place.port):
        raise StartFailed(
            f"Port {place.port} of 127.0.0.1 is in use or not allowed: choose another,"
            f" for example PORT={place.port % 60000 + 1} make run."
        )
    say(f"The help desk starts; its data is in {place.var}.")
    servers = _start_servers(place, request, stack)
    env = _environment(place, servers)
    _prepare(place, env, request, stack)
    children = desk_children(place.var, place.port)
    web, *others = children
    for child in reversed(children):
        stack.callback(_end, child)
    with step("web"):
        web.start(cwd=place.base, env=env)
        _wait_until_ready(place, request, web)
    with step("worker and beat"):
        for child in others:
            child.start(cwd=place.base, env=env)
    _welcome(place)
    while True:
        request.pause(LOOK_EVERY_S)
        _look(request, servers, children)


def _start_servers(place: Place, request: StopRequest, stack: contextlib.ExitStack) -> Servers:
    postgres = "DATABASE_URL" not in os.environ
    valkey = not {"REDIS_URL", "BROKER_URL"} <= os.environ.keys()
    names = " and ".join(["PostgreSQL"] * postgres + ["Valkey"] * valkey)
    with step(names) if names else contextlib.nullcontext():
        servers = start(place.var, postgres=postgres, valkey=valkey, pause=request.pause)
    for server in servers.running:
        stack.callback(_end, server)
    return servers


def _environment(place: Place, servers: Servers) -> dict[str, str]:
    """What every process of the desk gets: all of them use the same servers and secret."""
    return {
        **servers.urls,
        "SECRET_KEY": secret_key(place.var),
        "DEMO_DATA": "0" if "DATABASE_URL" in os.environ else "1",
        **os.environ,
        "VAR_DIR": str(place.var),
        "DJANGO_SETTINGS_MODULE": "helpdesk.settings",
        "PYTHONUNBUFFERED": "1",
    }


def _prepare(
    place: Place, env: Mapping[str, str], request: StopRequest, stack: contextlib.ExitStack
) -> None:
    """Schema, translations, static files and demo data, in a process that can be stopped."""
    command = [sys.executable, str(place.base / "manage.py"), "prepare"]
    # One connection at a time, and an unreachable database is known at once.
    process = spawn(command, cwd=place.base, env={**env, "DATABASE_POOL": "0"})
    stack.callback(stop, process, ())
    try:
        while process.poll() is None:
            request.pause(0.05)
    except Stopped:
        say("not done")
        raise
    if process.returncode:
        raise StartFailed("The set-up failed; its last lines above say why.")


def _wait_until_ready(place: Place, request: StopRequest, web: Child) -> None:
    waited = 0.0
    while not _is_ready(place):
        request.pause(LOOK_EVERY_S)
        _raise_if_ended(request, [web])
        waited += LOOK_EVERY_S
        if waited > READY_LIMIT_S:
            raise StartFailed(
                f"The desk was not ready after {waited:.0f} s; see the logs in {place.var / 'log'}."
            )


def _is_ready(place: Place) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", place.port, timeout=5)
    try:
        connection.request("GET", "/readyz", headers={"Host": place.host})
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _welcome(place: Place) -> None:
    say("The help desk is ready:")
    for page in PAGES:
        say(f"  http://127.0.0.1:{place.port}/{page}/")
    if (place.var / "demo-data").exists():
        say("Who may log in to the demo (name, password):")
        for login in logins():
            say(f"  {login.role:<12}{login.username:<8}{login.password}")
    say("Ctrl-C stops it.")


def _look(request: StopRequest, servers: Servers, children: tuple[Child, ...]) -> None:
    for child in children:
        for line in child.trouble():
            say(f"{child.name}: {line}")
    _raise_if_ended(request, (*servers.running, *children))


def _raise_if_ended(request: StopRequest, processes: Sequence[Server | Child]) -> None:
    for one in processes:
        if one.process and one.process.poll() is not None:
            # Whoever ends all processes at once ends us too, maybe a moment later.
            request.pause(0.5)
            raise ChildDied(obituary(one.name, one.process, one.log))


def _end(one: Server | Child) -> None:
    if one.process is None:
        return
    with step(f"stopping {one.name}"):
        one.stop()
