"""`manage.py replay`: recorded conversations over a running desk, and what became of them."""

from __future__ import annotations

import argparse
import asyncio
import logging
import os
import signal
import sys
from math import ceil
from pathlib import Path
from typing import Any, Never
from urllib.parse import urlsplit

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import Error as DatabaseError
from tqdm import tqdm

from chat.client import ChatRefused, Endpoint, ServerGone
from chat.replay import files
from chat.replay.accounts import CAPACITY, agents_at_work
from chat.replay.run import Plan, Replay, why_closed
from chat.replay.table import render
from chat.replay.totals import Totals

TOLD = 20
"""So many malformed lines are named; the rest is counted."""
NO_DATABASE = "The desk's database cannot be reached. Does the desk run, with the same settings?"


class Command(BaseCommand):
    help = (
        "Holds recorded conversations over the sockets of a running desk, closes each chat, waits"
        " for the tickets, and compares what was said with what was shown and stored. Exit code 1"
        " if anything was lost, doubled, disordered or changed."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        port = os.environ.get("PORT", "8000")
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="JSON Lines")
        parser.add_argument(
            "--url", type=_endpoint, default=f"ws://127.0.0.1:{port}", help="default: %(default)s"
        )
        parser.add_argument(
            "--concurrency", type=_positive, default=20, metavar="N", help="chats at once (20)"
        )
        parser.add_argument(
            "--speed",
            type=_speed,
            default=None,
            metavar="X|max",
            help="so many times as fast as recorded; max (the default) leaves no pauses",
        )
        parser.add_argument(
            "--agents", type=_positive, metavar="N", help="default: enough, at 6 chats each"
        )
        parser.add_argument(
            "--patience",
            type=_seconds,
            default=60.0,
            metavar="SECONDS",
            help="how long nothing may happen before it counts as a fault (60)",
        )
        parser.add_argument(
            "--in-flight",
            type=int,
            choices=range(1, 9),
            default=1,
            metavar="1..8",
            help="unacknowledged messages of one side in one chat (1, which keeps their order even"
            " through refusals)",
        )

    def handle(self, **options: Any) -> None:
        summary = self._check(options["files"])
        endpoint: Endpoint = options["url"]
        concurrency = min(options["concurrency"], summary.conversations)
        agents = options["agents"] or ceil(concurrency / CAPACITY) + 1
        if concurrency > agents * CAPACITY:
            concurrency = agents * CAPACITY
            self.stderr.write(f"{agents} agents serve {concurrency} chats at once, no more.")
        plan = Plan(
            endpoint, concurrency, options["speed"], options["patience"], options["in_flight"]
        )
        totals = self._replay(plan, options["files"], summary, agents)
        if totals.findings.faults:
            raise CommandError(f"{totals.findings.faults:,} faults were found.")

    def _check(self, paths: list[Path]) -> files.Summary:
        try:
            summary = files.check(paths)
        except OSError as error:
            raise CommandError(f"{error.filename} cannot be read: {error.strerror}.") from None
        for fault in summary.faults[:TOLD]:
            self.stderr.write(f"{fault.place}: {fault.reason}")
        if summary.faults:
            raise CommandError(f"{len(summary.faults):,} malformed lines; nothing was started.")
        if not summary.conversations:
            raise CommandError("There is no conversation in these files.")
        return summary

    def _replay(self, plan: Plan, paths: list[Path], summary: files.Summary, agents: int) -> Totals:
        """Runs it and prints the account, also of a run that was cut short."""
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        logging.getLogger("psycopg.pool").setLevel(logging.ERROR)  # lost connections are counted
        replay: Replay | None = None
        try:
            if sentence := asyncio.run(why_closed(plan.endpoint)):
                raise CommandError(sentence)
            with agents_at_work(agents) as accounts, _progress(summary.turns) as bar:
                replay = Replay(plan, files.read(paths), [a.cookie for a in accounts], bar)
                asyncio.run(_run(replay))
        except (ServerGone, files.Malformed) as reason:
            raise CommandError(str(reason)) from None
        except ChatRefused as refusal:
            raise CommandError(f"The desk refused: {refusal}.") from None
        except DatabaseError:
            raise CommandError(NO_DATABASE) from None
        except (KeyboardInterrupt, asyncio.CancelledError):
            raise CommandError("Stopped before the end.", returncode=130) from None
        finally:
            if replay is not None:
                self.stdout.write(render(replay.totals, of_chats=summary.conversations))
        return replay.totals


def _progress(messages: int) -> tqdm[Never]:
    return tqdm(total=messages, unit=" messages", file=sys.stderr, desc="Replaying")


async def _run(replay: Replay) -> None:
    loop, task = asyncio.get_running_loop(), asyncio.current_task()
    assert task is not None
    loop.add_signal_handler(signal.SIGTERM, task.cancel)
    await replay.run()


def _endpoint(text: str) -> Endpoint:
    parts = urlsplit(text)
    if parts.scheme not in ("ws", "wss") or not parts.hostname or parts.query:
        raise argparse.ArgumentTypeError(f"{text!r} is no address such as ws://127.0.0.1:8000")
    return Endpoint(text.rstrip("/"))


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no number from 1 up")
    return int(text)


def _seconds(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0 < value < float("inf"):
        raise argparse.ArgumentTypeError(f"{text!r} is no number above 0")
    return value


def _speed(text: str) -> float | None:
    return None if text == "max" else _seconds(text)
