"""Two web processes and two workers behind a real nginx: any process serves any chat."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from pathlib import Path

from tests.faults.crowd import crowd
from tests.faults.desk import Desk, end, kill
from tests.journeys.desk import ROOT

CHATS = 12
WITHOUT_SOCKETS = 4
ROLLED = "behind nginx: web processes restarted one after the other (SIGTERM)"
KILLED = "behind nginx: one of two web processes killed at random (SIGKILL)"


async def test_behind_nginx_a_rolling_restart_loses_nothing(
    far_desk: Desk, rounds: int, seed: int
) -> None:
    async with crowd(far_desk, CHATS, fault=ROLLED, seed=seed, by_https=WITHOUT_SOCKETS) as people:
        for _ in range(rounds):
            async with people.talking():
                for web in far_desk.webs:
                    await people.some_time(0.5, 1.5)
                    people.faults += 1
                    await end(web)
                    far_desk.begin(web)
                    await far_desk.serves(web)
                    await people.recover()
            await people.check()
        await people.finish()


async def test_behind_nginx_either_web_process_may_die_at_any_moment(
    far_desk: Desk, rounds: int, seed: int
) -> None:
    async with crowd(far_desk, CHATS, fault=KILLED, seed=seed, by_https=WITHOUT_SOCKETS) as people:
        for _ in range(2 * rounds):
            web = people.random.choice(far_desk.webs)
            async with people.talking():
                await people.some_time(0.5, 2.0)
                people.faults += 1
                kill(web)
                # The other one serves all of them meanwhile.
                await people.recover()
                far_desk.begin(web)
                await far_desk.serves(web)
                await people.recover()
            await people.check()
        await people.finish()


async def test_a_replay_through_nginx_loses_nothing_though_both_web_processes_are_restarted(
    far_desk: Desk, tmp_path: Path
) -> None:
    path = tmp_path / "chats.jsonl"
    path.write_text("\n".join(map(_conversation, range(12))), encoding="utf-8")
    command = ["manage.py", "replay", str(path), "--url", far_desk.front.url, "--speed", "10"]
    replay = await asyncio.create_subprocess_exec(
        sys.executable,
        *command,
        cwd=ROOT,
        env=far_desk.env | {"SSL_CERT_FILE": os.environ["SSL_CERT_FILE"]},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    talking = asyncio.create_task(replay.communicate())
    for web in far_desk.webs:
        await asyncio.sleep(1.5)
        await end(web)
        far_desk.begin(web)
        await far_desk.serves(web)

    table, notes = await talking

    assert replay.returncode == 0, (table, notes)
    rows = dict(line.rsplit("  ", 1) for line in table.decode().splitlines())
    counts = {label.strip(): value.strip() for label, value in rows.items()}
    assert (counts["messages sent"], counts["acknowledged"], counts["shown on the other side"]) == (
        ("144",) * 3
    )


def _conversation(number: int) -> str:
    turns = [
        {
            "at": f"2026-01-31T00:{n * 8 // 60:02}:{n * 8 % 60:02}Z",
            "from": ("visitor", "agent")[n % 2],
            "name": "Aino",
            "text": f"{number} says {n}",
        }
        for n in range(12)
    ]
    return json.dumps({"id": str(number), "language": "fi", "turns": turns})
