"""What the person at the terminal reads; a terminal that is gone stops nothing."""

import contextlib
import os
import sys
import time
from collections.abc import Iterator


def say(text: str = "", *, end: str = "\n") -> None:
    try:
        print(text, end=end, flush=True)
    except OSError:
        # Nobody reads any more. What is still buffered must not fail again at the exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@contextlib.contextmanager
def step(title: str) -> Iterator[None]:
    """Names a step when it begins and tells how long it took when it is done."""
    say(f"  {title} ...", end=" ")
    began = time.monotonic()
    try:
        yield
    except BaseException:
        say("not done")
        raise
    say(f"{time.monotonic() - began:.1f} s")
