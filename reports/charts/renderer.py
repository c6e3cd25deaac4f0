"""Pictures of charts, drawn in a process of its own and kept in the cache.

vl-convert holds the interpreter's lock while it draws, so that sockets of the same process would
stand still; it is never imported here.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import json
import logging
from pathlib import Path

from django.core.cache import cache
from django.utils.translation import gettext_lazy as _
from redis.exceptions import RedisError

from helpdesk.errors import Unavailable
from reports.charts.looks import Spec
from reports.charts.process import WorkerProcess

log = logging.getLogger(__name__)
WORKER = Path(__file__).with_name("worker.py")
KEEP_S = 24 * 60 * 60
TIMEOUT_S = 15.0
WHITE = '<rect width="100%" height="100%" fill="#ffffff"/>'


class ChartUnavailable(Unavailable):
    code = "chart_unavailable"

    def __init__(self) -> None:
        super().__init__(_("The chart cannot be drawn now. The table beside it is complete."))


class Renderer(WorkerProcess):
    """Draws one chart at a time."""

    def __init__(self, command: list[str] | None = None, *, timeout: float = TIMEOUT_S) -> None:
        super().__init__(WORKER, command, timeout=timeout)

    def svg(self, spec: str) -> str:
        """Draws a specification (JSON on one line). Raises ChartUnavailable."""
        return self._draw(spec, "svg")

    def png(self, svg: str) -> bytes:
        """An SVG as pixels, two for each of its units: for mails, which show no SVG.

        On white: mails may be read on a dark ground, and vl-convert dulls colours over none.
        """
        head, bracket, rest = svg.partition(">")
        wish = {"svg": f"{head}{bracket}{WHITE}{rest}" if not head.endswith("/") else svg}
        return base64.b64decode(self._draw(json.dumps(wish), "png"))

    def _draw(self, wish: str, form: str) -> str:
        try:
            return str(self.ask(wish)[form])
        except (OSError, EOFError, ValueError) as error:
            log.warning("A chart could not be drawn: %s", error)
            raise ChartUnavailable from None


renderer = Renderer()


def name_of(spec: Spec) -> str:
    """The same for the same picture: what its cache entry and its ETag are called."""
    return hashlib.sha256(_written(spec).encode()).hexdigest()


def render(spec: Spec) -> str:
    """The SVG of a specification, from the cache where it is there."""
    key = f"chart:{name_of(spec)}"
    with contextlib.suppress(RedisError):  # without a cache it is drawn anew
        kept = cache.get(key)
        if kept is not None:
            return str(kept)
    svg = renderer.svg(_written(spec))
    with contextlib.suppress(RedisError):
        cache.set(key, svg, KEEP_S)
    return svg


def _written(spec: Spec) -> str:
    return json.dumps(spec, sort_keys=True)
