"""Actions beside a browser: Playwright's loop runs in the test's thread, and they start theirs."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from django.db import connections

Given = ParamSpec("Given")
Result = TypeVar("Result")


def aside(act: Callable[Given, Result], *args: Given.args, **more: Given.kwargs) -> Result:
    """Runs an action to its end in a thread of its own, which leaves no connection behind."""

    def run() -> Result:
        try:
            return act(*args, **more)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as thread:
        return thread.submit(run).result()
