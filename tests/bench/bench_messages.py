"""Messages: how many, how dear, how late, beside the usual consumer and the naive one."""

from __future__ import annotations

from collections.abc import Callable
from statistics import median

import pytest

from tests.bench.driver import Remote
from tests.bench.figures import Row
from tests.bench.laps import CALM, CALM_PER_S, WARM_S, Ran, late_row, run, saturated_rows
from tests.bench.stand import YARDSTICKS, Stand, Web

Publish = Callable[[str, list[Row]], None]


@pytest.mark.parametrize("server", ["daphne", "uvicorn"])
def bench_messages(
    server: str, stand: Stand, driver: Remote, runs: int, lap_s: float, publish: Publish
) -> None:
    """200 chats of two sockets: saturation by turns with the yardsticks; then two gentler rates."""
    with stand.web(server) as ours, stand.web(server, YARDSTICKS) as others:
        webs = {"ours": ours, "usual": others, "naive": others}
        for name, web in webs.items():
            chats = stand.chats["naive" if name == "naive" else "talking"]
            driver.call("come", name, web.port, "" if name == "ours" else name, chats)
        laps: dict[str, list[Ran]] = {name: [] for name in webs}
        for _ in range(runs):
            for name, web in webs.items():
                laps[name].append(run(stand, driver, web, "saturate", name, WARM_S, lap_s))
        publish(server, saturated_rows(laps["ours"], laps["usual"], laps["naive"]))
        most = median(one.per_s for one in laps["ours"])
        publish(server, late_rows(stand, driver, webs, runs, lap_s, 0.7 * most))


def late_rows(
    stand: Stand, driver: Remote, webs: dict[str, Web], runs: int, lap_s: float, busy: float
) -> list[Row]:
    """One message each 2 s in each chat, beside the usual consumer; and 70 % of saturation."""

    def at(name: str, per_s: float) -> Ran:
        return run(stand, driver, webs[name], "at_rate", name, per_s, WARM_S, lap_s)

    calm, usual, hard = [], [], []
    for _ in range(runs):
        calm.append(at("ours", CALM_PER_S))
        usual.append(at("usual", CALM_PER_S))
        hard.append(at("ours", busy))
    what = "shown after (ms): p50 / p95 / p99"
    beside = late_row("", usual).figure
    return [
        late_row(f"{what}, 100 messages/s", calm, beside=f"usual: {beside}", goal=CALM),
        late_row(f"{what}, 70 % of saturation ({busy:,.0f}/s)", hard),
    ]
