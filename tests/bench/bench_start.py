import time
from pathlib import Path

from tests.journeys.desk import free_port, running


def bench_first_and_second_start_and_stop(tmp_path: Path) -> None:
    """Seconds until a desk is ready with demo data, to stop it, and until it is ready again."""
    port = free_port()
    for name in ("first", "second"):
        began = time.monotonic()
        with running(tmp_path / "var", port, DEMO_DATA="1", HASHED_STATIC="1") as desk:
            ready = time.monotonic()
            desk.stop()
            print(f"{name} start {ready - began:.1f} s, stop {time.monotonic() - ready:.1f} s")
