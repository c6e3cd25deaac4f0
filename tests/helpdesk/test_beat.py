"""Periodic work goes on where a clock is set."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from celery import Celery

from helpdesk.beat import SteadyScheduler

NOON = datetime(2026, 10, 25, 12, 0, tzinfo=UTC)


def _scheduler(folder: Path, done: list[str], monkeypatch: pytest.MonkeyPatch) -> SteadyScheduler:
    app = Celery(set_as_current=False, broker="memory://")
    app.conf.beat_schedule = {
        "often": {"task": "often", "schedule": 10.0},
        "seldom": {"task": "seldom", "schedule": 30.0},
    }
    scheduler = SteadyScheduler(app, lazy=True, schedule_filename=str(folder / "beat"))
    monkeypatch.setattr(scheduler, "apply_entry", lambda entry, **_: done.append(entry.task))
    scheduler.setup_schedule()
    scheduler.schedule.pop("celery.backend_cleanup", None)
    return scheduler


@pytest.mark.parametrize("jump", [timedelta(hours=-1), timedelta(days=-1), timedelta(hours=1)])
def test_periodic_work_goes_on_after_the_clock_was_set(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, jump: timedelta
) -> None:
    done: list[str] = []
    with time_machine.travel(NOON, tick=False) as clock:
        scheduler = _scheduler(tmp_path, done, monkeypatch)
        for _ in range(3):
            clock.shift(31)
            _run(scheduler)
        clock.shift(jump)
        _run(scheduler)
        done.clear()

        for _ in range(6):
            clock.shift(5)
            _run(scheduler)

    assert (done.count("often"), done.count("seldom")) == (3, 1)


def _run(scheduler: SteadyScheduler) -> None:
    """As often as the clockwork wants to be asked at this moment."""
    while scheduler.tick() == 0:
        pass
