"""A simulated day as a table for people."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from chat.simulation.outcome import Loaded, Outcome

Row = tuple[str, ...]
FIGURES: Sequence[tuple[str, Callable[[Outcome], str]]] = (
    ("people who came", lambda one: f"{one.arrived}"),
    ("refused (the form instead)", lambda one: f"{sum(one.refused.values())}"),
    ("left before an answer", lambda one: f"{one.left}"),
    ("answered", lambda one: f"{one.answered}"),
    ("answered in 10 s", lambda one: f"{one.in_10_s:.1%}"),
    ("answered in 60 s", lambda one: f"{one.in_60_s:.1%}"),
    ("median wait", lambda one: f"{one.median_wait_s} s"),
    ("95 % waited at most", lambda one: f"{one.p95_wait_s} s"),
    ("longest wait", lambda one: f"{one.longest_wait_s} s"),
    ("offers", lambda one: f"{one.offers}"),
    ("re-offers", lambda one: f"{one.reoffers}"),
    ("transfers", lambda one: f"{one.transfers}"),
    ("wait within the told range", lambda one: _share(one)),
    ("wait told too long by", lambda one: _seconds(one.estimate.bias_s)),
    ("mean error of the told wait", lambda one: _seconds(one.estimate.error_s)),
)


def render(outcomes: Sequence[Outcome]) -> str:
    """The figures side by side, and under them each agent's load."""
    head: Row = ("", *(one.policy for one in outcomes))
    rows = [head, *((name, *map(figure, outcomes)) for name, figure in FIGURES)]
    return "\n".join([*_aligned(rows), "", *_loads(outcomes)])


def _loads(outcomes: Sequence[Outcome]) -> list[str]:
    head: Row = ("agent (chats, busy min, at once, most)", *(one.policy for one in outcomes))
    crews = zip(*(one.agents for one in outcomes), strict=True)
    rows = [(f"{crew[0].name}, takes {crew[0].capacity}", *map(_load, crew)) for crew in crews]
    return _aligned([head, *rows])


def _load(one: Loaded) -> str:
    return f"{one.chats}, {one.busy_min:.0f}, {one.at_once:.1f}, {one.most}"


def _share(one: Outcome) -> str:
    share = one.estimate.share
    return "–" if share is None else f"{share:.1%}"


def _seconds(value: float | None) -> str:
    return "–" if value is None else f"{value:.1f} s"


def _aligned(rows: Sequence[Row]) -> list[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join([row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:])]).rstrip()
        for row in rows
    ]
