"""A page of its own on which the modules of static/js run, with a clock that the test moves."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, Route

ROOT = Path(__file__).resolve().parent.parent.parent
ORIGIN = "http://desk.test"
HTML = '<!doctype html><html lang="en" data-zone="Europe/Helsinki"><title>wire</title></html>'
START = datetime(2026, 2, 2, 9, tzinfo=UTC)
# What a test asks of the played desk and of the connection to it.
SAID = "return desk.log.map((event) => event.body);"
SHOWN = 'return connection.log("c").events.map((event) => event.body);'
PENDING = 'return connection.log("c").pending.map(({ body, failed }) => [body, failed]);'
OPEN = """
const { Connection } = await load("wire/connection.js");
const { BadDesk } = await import("/tests/journeys/bad_desk.js");
if (!argument?.keep) localStorage.clear();
window.desk = new BadDesk("c", argument?.choices);
window.connection = new Connection({ path: "/ws/chat/", role: "visitor", token: () => "secret" });
window.states = [];
window.wrong = [];
connection.addEventListener("state", ({ detail }) => states.push(detail.code ?? detail.state));
connection.addEventListener("change", ({ detail: { log } }) => {
  const isPrefix = log.events.every((event, index) => event.seq === index + 1);
  if (!isPrefix) wrong.push(log.events.map((event) => event.seq));
});
connection.follow("c");
connection.start();
"""
FILES = {"/static/": ROOT / "static", "/tests/": ROOT / "tests"}


def serve(page: Page) -> None:
    """Answers for a host that does not exist; nothing leaves the browser."""
    page.route(f"{ORIGIN}/**", _answer)
    page.goto(f"{ORIGIN}/")


def _answer(route: Route) -> None:
    path = route.request.url.removeprefix(ORIGIN)
    for prefix, folder in FILES.items():
        if path.startswith(prefix):
            route.fulfill(path=folder / path.removeprefix(prefix), content_type="text/javascript")
            return
    route.fulfill(body=HTML, content_type="text/html")


def run(page: Page, body: str, argument: Any = None) -> Any:
    """Runs the body of an async function of `argument`; `await load("wire/log.js")` imports."""
    script = f"""async (argument) => {{
        const load = (name) => import("{ORIGIN}/static/js/" + name);
        {body}
    }}"""
    return page.evaluate(script, argument)


def stop_clock(page: Page) -> None:
    """Serves the page with a clock that stands still until `later` moves it."""
    page.clock.install(time=START)
    serve(page)
    page.clock.pause_at(START + timedelta(hours=1))


def later(page: Page, milliseconds: int) -> None:
    page.clock.run_for(milliseconds)


def opened(wire: Page, *choices: int, keep: bool = False) -> Page:
    """A window with a connection to a desk that fails as the choices say."""
    run(wire, OPEN, {"choices": choices, "keep": keep})
    return wire
